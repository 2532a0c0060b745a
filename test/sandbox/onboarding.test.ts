import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { addDays } from "../../fleet/addresses/days.ts";
import { loadFleet, loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import { leftoversOf } from "../../cli/tenant/leftovers.ts";
import { leftoversText } from "../../cli/tenant/leftovers-text.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { provideZone } from "../../sandbox/engine/outside-zone.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory } from "./inventories.ts";
import { clusterClient } from "./marked-objects.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";

// From a file to all that a tenant needs, in a cluster that runs. The tests build on each other, in the order in which they stand.
const CLUSTER = `kind: eks
region: eu-central
environment: development
sla: 1
profile: minimal
kubernetes: "1.35"
nodes: { max: 20 }
addOns:
  argo-cd: { enabled: true }
  grafana: { enabled: true }
  kube-state-metrics: { enabled: true }
  prometheus-operator-crds: { enabled: true }
  victoria-metrics: { enabled: true }
`;

const ZONE = "Z0123456789ABCDEFGHIJ";

const tenant = (name: string, more = ""): string =>
  `displayName: ${name}\ntier: pooled\nsize: small\nenvironments:\n  live: { cluster: dev }\n${more}`;

const SHOP = `applications:
  shop:
    repository: https://github.com/ledger-books/shop.git
    hosts: { live: [shop.ledger-books.eu] }
slo: { availability: "99.5", latencyMilliseconds: 300 }
costCentre: EU-4711
`;

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const lock = (folder: string, day = TODAY): void => {
  writeLock(folder, updateLock(loadInventory(folder), readLock(folder), day).lock);
};

const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  const fleet = readFileSync(join(folder, "fleet.yaml"), "utf8");
  write(folder, "fleet.yaml", `${fleet}hostedZone: { id: ${ZONE}, account: workloads }\n`);
  write(folder, "clusters/dev.yaml", CLUSTER);
  write(folder, "tenants/leaflet.yaml", tenant("Leaflet"));
  lock(folder);
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  provideZone(own.sandbox, loadInventory(dir));
  await openStack(own.sandbox, "dev", dir);
});

afterAll(() => own.remove());

/** An object as the API server has it. */
async function read(path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await clusterClient(own.sandbox, "dev").must({ path })).body;
}

const GATEWAY = "/apis/gateway.networking.k8s.io/v1/namespaces";
const ARGO_CD = "/apis/argoproj.io/v1alpha1/namespaces/argocd";
const DOMAIN = "live.ledger.apps.lagoon.cloud";

test("a cluster runs, with another tenant", async () => {
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
});

test("a file more is all it takes, and of what was there only dashboards change", async () => {
  write(dir, "tenants/ledger.yaml", tenant("Ledger", SHOP));
  lock(dir);
  await openStack(own.sandbox, "dev", dir);
  const onboarded = await run(own.sandbox, "up");
  expect(onboarded).toMatchObject({ succeeded: true, messages: [] });
  const changed = changes(onboarded).filter(({ op }) => op !== "create");
  expect(changed.map(({ op, name }) => `${op} ${name}`).sort()).toEqual([
    "update dev-grafana-release",
    "update dev-grafana-tenant-dashboards",
  ]);
  const made = changes(onboarded).filter(({ op }) => op === "create");
  expect(made.filter(({ name }) => !name.includes("ledger--live"))).toEqual([]);
});

test("its namespace is there, and says who pays", async () => {
  const labels = { "atoll/tenant": "ledger", "atoll/environment": "live", "atoll/cost-centre": "EU-4711" };
  expect(await read("/api/v1/namespaces/ledger--live")).toMatchObject({ metadata: { labels } });
});

test("its quota is in force: a pod that asks for more is refused", async () => {
  const resources = { requests: { cpu: "3" }, limits: { cpu: "3" } };
  const container = {
    name: "main",
    image: "registry.k8s.io/pause:3.10.1",
    imagePullPolicy: "Always",
    resources,
  };
  const security = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  const spec = {
    securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ ...container, securityContext: security }],
  };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "try" }, spec };
  const path = "/api/v1/namespaces/ledger--live/pods?dryRun=All";
  const { status, message } = await clusterClient(own.sandbox, "dev").ask({
    method: "POST",
    path,
    body: pod,
  });
  expect([status, message]).toEqual([403, expect.stringContaining("exceeded quota: tier")]);
});

test("its application is known to Argo CD, in a project that reaches this namespace alone", async () => {
  const repository = "https://github.com/ledger-books/shop.git";
  expect(await read(`${ARGO_CD}/appprojects/ledger--live`)).toMatchObject({
    spec: { sourceRepos: [repository], destinations: [{ namespace: "ledger--live" }] },
  });
  expect(JSON.stringify(await read(`${ARGO_CD}/applicationsets/ledger--live`))).toContain(repository);
});

test("it has a name, a certificate and a route", async () => {
  const certificates = "/apis/cert-manager.io/v1/namespaces/traefik/certificates";
  expect(await read(`${certificates}/ledger--live`)).toMatchObject({ spec: { dnsNames: [`*.${DOMAIN}`] } });
  const hosts = [`shop.${DOMAIN}`, "shop.ledger-books.eu"];
  expect(await read(`${GATEWAY}/ledger--live/httproutes/shop`)).toMatchObject({ spec: { hostnames: hosts } });
  const records = own.cloud.list({ type: tokens.RECORD }).map(({ state }) => JSON.stringify(state));
  expect(records.filter((one) => one.includes(DOMAIN))).toHaveLength(2);
});

test("it is watched: a dashboard in a folder of its own, and rules for what it was promised", async () => {
  const { data } = await read("/api/v1/namespaces/grafana/configmaps/tenant-dashboards");
  expect(Object.keys(data as object)).toEqual(["leaflet.json", "ledger.json"]);
  const rules = "/apis/monitoring.coreos.com/v1/namespaces/monitoring/prometheusrules/atoll-ledger--live";
  expect(JSON.stringify(await read(rules))).toContain("ledger--live:availability");
});

test("nothing is left to do", async () => {
  const report = await run(own.sandbox, "preview");
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(report)).toEqual([]);
});

const leftovers = async () =>
  leftoversOf(loadFleet(dir, TODAY), "ledger", () => Promise.resolve(sandboxTools(own.sandbox.dir)));

test("while it is there, all of it is found: objects in whichever namespace, and its names", async () => {
  const [found] = await leftovers();
  expect(found).toMatchObject({ cluster: "dev", isAsked: true });
  expect(found?.left).toEqual(
    expect.arrayContaining([
      "AppProject argocd/ledger--live",
      "Gateway traefik/ledger--live",
      "Namespace ledger--live",
      "PrometheusRule monitoring/atoll-ledger--live",
      "RoleBinding ledger--live/atoll-tenant-developer",
      "record CNAME live.ledger.apps.lagoon.cloud.",
    ]),
  );
  expect(found?.left.filter((one) => one.includes("leaflet"))).toEqual([]);
});

test("once it has retired, its stack takes it away, and nothing is left of it", async () => {
  const day = addDays(TODAY, -1);
  write(dir, "tenants/ledger.yaml", tenant("Ledger", `${SHOP}lifecycle: retiring\nretireAfter: ${day}\n`));
  lock(dir, addDays(TODAY, -2));
  rmSync(join(dir, "tenants/ledger.yaml"));
  lock(dir);
  await openStack(own.sandbox, "dev", dir);
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const found = await leftovers();
  expect(leftoversText("ledger", found).split("\n").slice(0, 2)).toEqual([
    "nothing is left of ledger",
    "  dev: asked",
  ]);
});

test("one object that somebody forgot is found", async () => {
  const metadata = { name: "forgotten", namespace: "argocd", labels: { "atoll/tenant": "ledger" } };
  const body = { apiVersion: "v1", kind: "ConfigMap", metadata };
  await clusterClient(own.sandbox, "dev").must({
    method: "POST",
    path: "/api/v1/namespaces/argocd/configmaps",
    body,
  });
  expect((await leftovers())[0]?.left).toEqual(["ConfigMap argocd/forgotten"]);
});
