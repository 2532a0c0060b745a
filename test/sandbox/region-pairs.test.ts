import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { comparable } from "../../plan/canonical.ts";
import { planFromPreview } from "../../plan/preview.ts";
import { type Shown, withOutputs } from "../../plan/references.ts";
import { text } from "../../sandbox/aws/kind.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, type OperationName, type OperationReport } from "../../sandbox/engine/operation.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { mustPulumi, startPulumi } from "../../sandbox/engine/pulumi.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan, TODAY } from "./sandbox.ts";

// What reaches from one region to another: a copy of backups, a delegation and a gateway across accounts. The tests build
// on each other, in the order in which they stand.
const WORKLOADS = "111122223333";
const SECOND = "444455556666";
const PARENT = "Z0PARENT";

const FILES: Readonly<Record<string, string>> = {
  "regions/eu-central.yaml": `account: workloads
awsRegion: eu-central-1
jurisdiction: eu
zones: { a: euc1-az2, b: euc1-az3, c: euc1-az1 }
dns: { public: true, private: true }
buckets: { backups: { lockDays: 1, replica: eu-west } }
transitGateway: { mode: own, asn: 64512 }
`,
  "regions/eu-lab.yaml": `account: second
awsRegion: eu-central-1
jurisdiction: eu
zones: { a: euc1-az2, b: euc1-az3 }
transitGateway: { mode: shared, region: eu-central }
`,
  "regions/eu-west.yaml": `account: workloads
awsRegion: eu-west-1
jurisdiction: eu
zones: { a: euw1-az1, b: euw1-az2 }
`,
  "clusters/dev.yaml": `kind: eks
region: eu-central
environment: development
sla: 1
profile: minimal
kubernetes: "1.35"
nodes: { max: 20 }
network: { mode: create, transitGateway: true }
addOns: { metrics-server: { enabled: false }, traefik: { enabled: false }, gateway-api: { enabled: false } }
`,
  "clusters/lab.yaml": `kind: attached
region: eu-lab
environment: development
sla: 1
kubernetes: "1.35"
nodes: { max: 20 }
network: { mode: create, transitGateway: true }
`,
};

const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "regions", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  for (const [file, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const settings = join(folder, "fleet.yaml");
  const account = `  second: { id: "${SECOND}", role: atoll-deployer }\n`;
  const zone = `hostedZone: { id: ${PARENT}, account: second }\n`;
  const before = readFileSync(settings, "utf8").replace(/^accounts:\n/m, `accounts:\n${account}`);
  writeFileSync(settings, `${before}${zone}`);
  writeLock(folder, updateLock(loadInventory(folder), undefined, TODAY).lock);
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  const state = { zoneId: PARENT, name: "lagoon.cloud", comment: "made elsewhere", vpcs: [] };
  own.cloud.put({ type: tokens.ZONE, account: SECOND, region: "", id: PARENT, state, tags: {} });
});

afterAll(() => own.remove());

async function operation(name: OperationName, stack: string): Promise<OperationReport> {
  await openStack(own.sandbox, stack, dir);
  return run(own.sandbox, name, stack);
}

async function expectUp(stack: string): Promise<void> {
  expect(await operation("up", stack)).toMatchObject({ succeeded: true, messages: [] });
  const again = await operation("preview", stack);
  expect([again.succeeded, again.messages, changes(again)]).toEqual([true, [], []]);
}

/** The plan as the engine's preview sees it, and the plan made without an engine, in the form in which both are the same. */
async function bothPlans(stack: string, shownBy: readonly string[] = []) {
  await openStack(own.sandbox, stack, dir);
  const { stdout } = await startPulumi(own.sandbox, ["preview", "--stack", stack, "--json"]);
  const preview = JSON.parse(stdout) as Parameters<typeof planFromPreview>[1];
  const shown: Record<string, Shown[string]> = {};
  for (const one of shownBy)
    shown[one] = JSON.parse(
      await mustPulumi(own.sandbox, "stack", "output", "--json", "--stack", one),
    ) as Shown[string];
  const recorded = await samplePlan(stack, dir);
  return {
    previewed: comparable(planFromPreview(stack, preview)),
    recorded: comparable(withOutputs(recorded, shown)),
    references: JSON.stringify(recorded).split("${eu-central/").length - 1,
  };
}

test("a region with a copy elsewhere and a delegation in another account comes up as it was planned", async () => {
  const { previewed, recorded } = await bothPlans("eu-central");
  expect(previewed).toEqual(recorded);
  await expectUp("eu-central");
  const bucket = own.cloud.find({ type: tokens.BUCKET, region: "eu-west-1" });
  expect(bucket?.id).toBe(`atoll-lagoon-eu-central-backups-replica-${WORKLOADS}`);
  const zone = own.cloud.find({ type: tokens.ZONE, state: { name: "eu-central.infra.lagoon.cloud" } });
  const delegation = own.cloud.find({ type: tokens.RECORD, state: { zoneId: PARENT } });
  expect(delegation).toMatchObject({ account: SECOND, state: { type: "NS" } });
  expect(delegation?.state["records"]).toEqual(zone?.state["nameServers"]);
});

describe("a cluster that reads its region's stack", () => {
  test("is planned offline as the engine's preview sees it, once the references have their values", async () => {
    const { previewed, recorded, references } = await bothPlans("dev", ["eu-central"]);
    expect(references).toBeGreaterThan(4);
    expect(previewed).toEqual(recorded);
  });

  test("comes up, proves its names in the region's zone, and asks the private one", async () => {
    await expectUp("dev");
    const [zone, hidden] = ["infra", "internal"].map(
      (which) =>
        own.cloud.find({ type: tokens.ZONE, state: { name: `eu-central.${which}.lagoon.cloud` } })?.id,
    );
    const vpc = own.cloud.find({ type: tokens.VPC, tags: { Name: "dev-vpc" } });
    const joined = own.cloud.find({ type: tokens.ZONE_ASSOCIATION });
    expect(joined?.state).toMatchObject({ zoneId: hidden, vpcId: vpc?.id });
    const { resources = [] } = await exportState(own.sandbox, "dev");
    const issuer = resources.find(({ urn }) => urn.endsWith("::dev-cert-manager-letsencrypt-production"));
    expect(JSON.stringify(issuer?.inputs)).toContain(`"hostedZoneID":"${zone ?? "none"}"`);
  });
});

describe("a network in another account", () => {
  test("is planned with the gateway of the first account as the engine's preview sees it", async () => {
    const { previewed, recorded } = await bothPlans("lab", ["eu-central"]);
    expect(previewed).toEqual(recorded);
  });

  test("attaches to it through the share, and is placed by the account that has it", async () => {
    await expectUp("lab");
    const attachments = own.cloud.list({ type: tokens.TGW_VPC_ATTACHMENT });
    expect(attachments.map(({ account }) => account).sort()).toEqual([WORKLOADS, SECOND]);
    const gateways = new Set(attachments.map((one) => text(one, "transitGatewayId")));
    expect([...gateways]).toEqual([own.cloud.find({ type: tokens.TGW })?.id]);
    const placed = own.cloud.list({ type: tokens.TGW_ASSOCIATION });
    expect(placed.map(({ account }) => account)).toEqual([WORKLOADS, WORKLOADS]);
  });

  test("leaves the gateway and the other network as they are when it goes", async () => {
    expect(await operation("destroy", "lab")).toMatchObject({ succeeded: true, messages: [] });
    expect(own.cloud.list({ type: tokens.TGW_VPC_ATTACHMENT }).map(({ account }) => account)).toEqual([
      WORKLOADS,
    ]);
    const refreshed = await operation("refresh", "dev");
    expect([refreshed.succeeded, changes(refreshed)]).toEqual([true, []]);
  });
});
