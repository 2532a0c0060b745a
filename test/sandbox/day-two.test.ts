import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { clusterToken } from "../../sandbox/clusters/credentials.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, operate, type OperationReport } from "../../sandbox/engine/operation.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { ApiConnection } from "../../sandbox/kubernetes/api-connection.ts";
import { Api } from "../../sandbox/kubernetes/api.ts";
import { dataFolder } from "../../sandbox/kubernetes/chart-data.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import type { KubernetesObject } from "../../sandbox/kubernetes/object.ts";
import { smallInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";
import { TEARDOWN } from "./teardown.ts";

// What happens to a cluster that is up. One sandbox: the tests build on each other, in the order in which they stand.
let own: OwnSandbox;
let api: Api;

/** What somebody has in the environment, and no file of a sandbox may hold. */
const CANARY = `canary-${randomUUID()}`;

/** A cluster whose tenants' namespaces are protected, as at `sla: 2` and above. */
const inventory = smallInventory(["cert-manager", "gateway-api", "metrics-server", "traefik"]);
appendFileSync(join(inventory, "clusters", "dev.yaml"), "protect: true\n");

beforeAll(async () => {
  process.env["AWS_SECRET_ACCESS_KEY"] = CANARY;
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", inventory);
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const kubeconfig = join(own.sandbox.clusters, "by-name", "dev", "simulator.kubeconfig");
  api = new Api(new ApiConnection(clusterAccess(kubeconfig)), "default");
});

afterAll(async () => {
  delete process.env["AWS_SECRET_ACCESS_KEY"];
  await own.remove();
});

const told = (report: OperationReport): readonly string[] =>
  changes(report).map(({ op, name }) => `${op} ${name}`);

test("the provider of the cluster is known by its issuer, so that another address replaces nothing", async () => {
  const state = await mustPulumi(own.sandbox, "stack", "export", "--stack", "dev");
  const { deployment } = JSON.parse(state) as { deployment: { resources: readonly StateResource[] } };
  const provider = deployment.resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  expect(provider?.inputs?.["clusterIdentifier"]).toMatch(/^https:\/\/oidc\.eks\./);
});

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

async function kubernetesObjects(): Promise<readonly KubernetesObject[]> {
  const state = await mustPulumi(own.sandbox, "stack", "export", "--stack", "dev", "--show-secrets");
  const { deployment } = JSON.parse(state) as { deployment: { resources: readonly StateResource[] } };
  return deployment.resources
    .filter(({ type }) => type.startsWith("kubernetes:") && !/helm\.sh|Patch$/.test(type))
    .map(({ inputs }) => inputs as unknown as KubernetesObject);
}

test("every object that the stack declares itself passes strict validation against the kinds of its charts", async () => {
  const objects = await kubernetesObjects();
  const kinds = new Set(objects.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining([
      ...["Certificate", "ClusterIssuer", "EC2NodeClass", "Gateway", "GatewayClass", "Namespace"],
      ...["NetworkPolicy", "NodePool", "ResourceQuota", "RoleBinding"],
    ]),
  );
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object as unknown as {
      readonly apiVersion: string;
      readonly kind: string;
      readonly metadata: { readonly name: string; readonly namespace?: string };
    };
    const ref = { apiVersion, kind, ...metadata };
    const checked = await api.apply(ref, object, { manager: "checker", force: true, dryRun: true });
    expect(checked).toMatchObject({ kind });
  }
});

test.skipIf(!existsSync(dataFolder()))(
  "the kinds are the real ones: a field that a chart does not know is refused",
  async () => {
    const pool = (await kubernetesObjects()).find(({ kind }) => kind === "NodePool");
    const spec = { ...(pool?.["spec"] as object), sizes: 3 };
    const [of, metadata] = [{ apiVersion: "karpenter.sh/v1", kind: "NodePool" }, { name: "general" }];
    const ref = { ...of, ...metadata };
    const body = { ...of, metadata, spec } as unknown as KubernetesObject;
    const applied = api.apply(ref, body, { manager: "checker", force: true, dryRun: true });
    await expect(applied).rejects.toThrow(".spec.sizes: field not declared in schema");
  },
);

describe("a quota that somebody edited by hand", () => {
  const quota = { apiVersion: "v1", kind: "ResourceQuota", name: "tier", namespace: "aurora--staging" };
  const changed = { op: "update", name: "aurora--staging-quota-tier" };

  const pods = async (): Promise<unknown> =>
    ((await api.get(quota)) as { spec?: { hard?: Record<string, unknown> } } | undefined)?.spec?.hard?.[
      "pods"
    ];

  test("is found by a refresh", async () => {
    const before = await pods();
    expect(before).not.toBe("9999");
    const { apiVersion, kind, ...metadata } = quota;
    const edit = { apiVersion, kind, metadata, spec: { hard: { pods: "9999" } } };
    await api.apply(quota, edit, { manager: "eve-with-kubectl", force: true });
    expect(changes(await run(own.sandbox, "refresh"))).toMatchObject([changed]);
  });

  const upOn = (day: string): Promise<OperationReport> => {
    const flags = ["--skip-preview", "--config", `atoll:takeOwnership=${day}`];
    return operate(own.sandbox, { name: "up", stack: "dev", flags, savesOnce: true });
  };

  test("stops the next update, which names who else manages the field; an older day's choice is none", async () => {
    const stopped = await upOn("2026-01-01");
    expect(stopped.succeeded).toBe(false);
    expect(stopped.messages.join("\n")).toContain("eve-with-kubectl");
    expect(await pods()).toBe("9999");
  });

  test("is put back by a run that takes ownership today", async () => {
    expect(await upOn(TODAY)).toMatchObject({ succeeded: true });
    expect(await pods()).not.toBe("9999");
    // The next test's update is one without the choice.
    await openStack(own.sandbox, "dev", inventory);
  });
});

describe("an edit of the inventory touches nothing else", () => {
  const METRICS = "dev-metrics-server";
  /** Whose accounts the API server serves before tenants: those of the namespaces of all add-ons. */
  const SHARE = "update dev-tenants-atoll-platform";
  /** Each change without what follows the name of the tenant's environment or of the add-on. */
  const about = (report: OperationReport): readonly string[] => [
    ...new Set(
      told(report).map((line) => /^\w+ (?:echo--trial|dev-metrics-server)|.*/.exec(line)?.[0] ?? line),
    ),
  ];
  const entry = () => join(own.sandbox.inventory, "clusters", "dev.yaml");
  let before: string;
  let off: OperationReport;

  test("a tenant's file more creates that tenant's objects; an add-on that is switched off takes its own along", async () => {
    const copy = own.sandbox.inventory;
    before = readFileSync(entry(), "utf8");
    writeFileSync(
      join(copy, "tenants", "echo.yaml"),
      "displayName: Echo\ntier: pooled\nsize: small\nenvironments: { trial: { cluster: dev } }\n",
    );
    writeLock(copy, updateLock(loadInventory(copy), readLock(copy), TODAY).lock);
    appendFileSync(entry(), "addOns: { metrics-server: { enabled: false } }\n");
    off = await run(own.sandbox, "up");
    expect(off).toMatchObject({ succeeded: true, messages: [] });
    // The provider of this run no longer takes fields over.
    const provider = "update dev-kubernetes";
    expect([...about(off)].sort()).toEqual(["create echo--trial", `delete ${METRICS}`, provider, SHARE]);
    expect(changes(off).filter(({ op }) => op === "create").length).toBeGreaterThan(8);
    expect(told(off)).toContain(`delete ${METRICS}-release`);
    expect(changes(off).filter(({ op }) => op === "delete").length).toBeGreaterThan(4);
  });

  test("an add-on that is switched on again gets exactly its own objects back", async () => {
    writeFileSync(entry(), before);
    const on = await run(own.sandbox, "up");
    expect(on).toMatchObject({ succeeded: true, messages: [] });
    const gone = told(off).filter((line) => line.startsWith("delete "));
    const back = gone.map((line) => line.replace("delete", "create"));
    expect([...told(on)].sort()).toEqual([...back, SHARE].sort());
  });

  test("custom networking changes the CNI and what machines are made from, and replaces nothing", async () => {
    appendFileSync(entry(), "network: { mode: create, customNetworking: true }\n");
    const on = await run(own.sandbox, "up");
    expect(on).toMatchObject({ succeeded: true, messages: [] });
    expect([...told(on)].sort()).toEqual(
      ["addon-vpc-cni", "karpenter-class-general", "system-nodes", "system-template"].map(
        (one) => `update dev-${one}`,
      ),
    );
    const [cni] = own.cloud.list({ type: tokens.ADDON, state: { addonName: "vpc-cni" } });
    const { eniConfig } = JSON.parse(cni?.state["configurationValues"] as string) as {
      readonly eniConfig: { readonly subnets: Readonly<Record<string, { readonly id: string }>> };
    };
    const pods = Object.entries(eniConfig.subnets).map(([zone, { id }]) => {
      const { state } =
        own.cloud.find({ type: tokens.SUBNET, id, tags: { "kubernetes.io/role/cni": "1" } }) ?? {};
      return [zone, state?.["availabilityZone"]];
    });
    expect(pods).toEqual(["eu-central-1a", "eu-central-1b"].map((zone) => [zone, zone]));
    expect(changes(await run(own.sandbox, "preview"))).toEqual([]);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("no secret of the cluster or of the environment stands in a file of state, events or configuration", () => {
  const { sandbox } = own;
  const token = clusterToken(sandbox.clusters, "dev", "atoll-deployer");
  const secrets = [CANARY, token, Buffer.from(token).toString("base64")];
  const settings = readdirSync(sandbox.project).filter((file) => file.startsWith("Pulumi"));
  const files = [
    ...[sandbox.state, sandbox.events].flatMap(filesIn),
    ...settings.map((file) => join(sandbox.project, file)),
  ];
  expect(files.length).toBeGreaterThan(5);
  const leaks = files.filter((file) => {
    const text = readFileSync(file, "utf8");
    return secrets.some((secret) => text.includes(secret));
  });
  expect(leaks).toEqual([]);
});

describe("a teardown", () => {
  test.each(TEARDOWN)("%s", (_, prove) => prove(own));
});
