import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { text } from "../../sandbox/aws/kind.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";

const cluster = (more: string): string => `kind: eks
region: eu-central
environment: development
sla: 1
kubernetes: "1.35"
profile: minimal
nodes: { max: 20 }
addOns:
  external-secrets: { enabled: true }
  prometheus-operator-crds: { enabled: true }
  victoria-metrics: { enabled: true }
  metrics-server: { enabled: false }
  traefik: { enabled: false }
  gateway-api: { enabled: false }
${more}`;

const FILES: Readonly<Record<string, string>> = {
  "regions/eu-central.yaml": `account: workloads
awsRegion: eu-central-1
jurisdiction: eu
zones: { a: euc1-az2, b: euc1-az3 }
dns: { public: true }
`,
  "clusters/hub.yaml": cluster("  aws-load-balancer-controller: { enabled: true }\n"),
  "clusters/shop.yaml": cluster(""),
  "links/shop-hub.yaml": "kind: peering\nfrom: shop\nto: { cluster: hub }\n",
};

/** Two linked clusters of a region, of which one keeps the metrics of both. */
const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "regions", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  for (const [file, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const fleet = join(folder, "fleet.yaml");
  const heard = readFileSync(fleet, "utf8").replace(
    "development:\n",
    "development:\n    alerts: [on-call]\n",
  );
  writeFileSync(fleet, `${heard}monitoring: { management: { eu-central: hub } }\n`);
  writeLock(folder, updateLock(loadInventory(folder), undefined, TODAY).lock);
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  for (const stack of ["eu-central", "hub", "shop"]) {
    await openStack(own.sandbox, stack, dir);
    expect(await run(own.sandbox, "up", stack)).toMatchObject({ succeeded: true, messages: [] });
  }
}, 900_000);

afterAll(() => own.remove());

test("the management cluster has a name that leads to its load balancer", () => {
  const name = "metrics.hub.eu-central.infra.lagoon.cloud";
  const record = own.cloud.find({ type: tokens.RECORD, state: { name } });
  expect(record?.state).toMatchObject({
    type: "CNAME",
    records: ["central-metrics-monitoring.elb.simulated.invalid"],
  });
});

test("the password of the sender lies in Secrets Manager, and nowhere in clear in the state", async () => {
  const { cloud } = own;
  const secret = cloud.find({ type: tokens.SECRET, state: { name: "atoll/lagoon/central-metrics/shop" } });
  const value = cloud.find({ type: tokens.SECRET_VERSION, state: { secretId: secret?.id ?? "" } });
  if (value === undefined) throw new Error("there is no password");
  const { username, password } = JSON.parse(text(value, "secretString")) as Record<string, string>;
  expect(username).toBe("shop");
  expect(password).toMatch(/^[A-Za-z0-9]{48}$/);
  expect(JSON.stringify(await exportState(own.sandbox, "shop"))).not.toContain(password);
});

test("nothing is left to change in either", async () => {
  for (const stack of ["hub", "shop"]) {
    await openStack(own.sandbox, stack, dir);
    const after = await run(own.sandbox, "preview", stack);
    expect([after.succeeded, after.messages, changes(after)]).toEqual([true, [], []]);
  }
});
