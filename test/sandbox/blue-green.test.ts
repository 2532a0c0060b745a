import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { sandboxJob } from "../../cli/sandbox/teardown-job.ts";
import { runSteps } from "../../cli/teardown/steps.ts";
import { addDays } from "../../fleet/addresses/days.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { text } from "../../sandbox/aws/kind.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { provideZone } from "../../sandbox/engine/outside-zone.ts";
import { changes, type OperationName, type OperationReport } from "../../sandbox/engine/operation.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";

// One pair from the first day of the new cluster to the last of the old one. The tests build on each other, in the order
// in which they stand. The program asks the clock what day it is, so the days of the entries move instead.
const ZONE = "Z0123456789ABCDEFGHIJ";

const CLUSTER = `kind: eks
region: eu-central
environment: development
sla: 1
profile: minimal
kubernetes: "1.35"
nodes: { max: 20 }
addOns: { metrics-server: { enabled: false } }
`;

const tenant = (name: string, more: string): string =>
  `displayName: ${name}\ntier: pooled\nsize: small\nenvironments:\n  live: { cluster: dev${more} }\n`;

const FILES: Readonly<Record<string, string>> = {
  "clusters/dev.yaml": CLUSTER,
  "tenants/ledger.yaml": tenant("Ledger", ", stateful: true"),
  "tenants/leaflet.yaml": tenant("Leaflet", ""),
};

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** One small cluster, a tenant with data and one without, and a zone for their names. */
const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) write(folder, file, text);
  const settings = join(folder, "fleet.yaml");
  const zone = `hostedZone: { id: ${ZONE}, account: workloads }\n`;
  writeFileSync(settings, `${readFileSync(settings, "utf8")}${zone}`);
});

/** What a pull request changes in one entry; undefined takes a key away. */
function edit(file: string, changed: Readonly<Record<string, unknown>>): void {
  const document = parseDocument(readFileSync(join(dir, file), "utf8"));
  for (const [path, value] of Object.entries(changed)) {
    if (value === undefined) document.deleteIn(path.split("."));
    else document.setIn(path.split("."), value);
  }
  write(dir, file, document.toString());
}

/** What `atoll lock` writes. */
function lock(): void {
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
}

let own: OwnSandbox;

async function operation(name: OperationName, stack: string): Promise<OperationReport> {
  await openStack(own.sandbox, stack, dir);
  return run(own.sandbox, name, stack);
}

async function up(stack: string): Promise<readonly string[]> {
  const report = await operation("up", stack);
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  return changes(report).map(({ op, name }) => `${op} ${name}`);
}

/** What the program says to an update that it refuses, before anything is asked of AWS or Kubernetes. */
async function refusal(stack: string): Promise<string> {
  const report = await operation("up", stack);
  expect([report.succeeded, report.steps]).toEqual([false, []]);
  return report.messages.join("\n");
}

/** The weight of each cluster's record of a name, and where it leads. */
function answers(name: string): Readonly<Record<string, unknown>> {
  const records = own.cloud.list({ type: tokens.RECORD, state: { name } });
  return Object.fromEntries(
    records.map((record) => [
      text(record, "setIdentifier"),
      [record.state["weightedRoutingPolicies"], record.state["records"]],
    ]),
  );
}

const share = (cluster: string, weight: number) => [
  [{ weight }],
  [`ingress.${cluster}.eu-central.infra.lagoon.cloud`],
];

const kindOf = (urn: string): string => urn.split("::").slice(-1).join("");

async function protectedIn(stack: string): Promise<readonly string[]> {
  const { resources = [] } = await exportState(own.sandbox, stack);
  return resources.filter(({ protect }) => protect === true).map(({ urn }) => kindOf(urn));
}

const NAMES = ["live.ledger.apps.lagoon.cloud", "live.leaflet.apps.lagoon.cloud"];

beforeAll(async () => {
  own = await ownSandbox();
  provideZone(own.sandbox, loadInventory(dir));
  writeLock(dir, updateLock(loadInventory(dir), undefined, TODAY).lock);
});

afterAll(() => own.remove());

test("a cluster alone comes up, and has all the weight of its tenants' names from the first day", async () => {
  await up("dev");
  for (const name of NAMES) expect(answers(name)).toEqual({ dev: share("dev", 100) });
  expect(await protectedIn("dev")).toEqual([]);
});

test("a cluster that replaces it comes up beside it, with every tenant, and without traffic", async () => {
  write(dir, "clusters/green.yaml", `${CLUSTER}replaces: dev\n`);
  lock();
  const made = await up("green");
  expect(made).toEqual(
    expect.arrayContaining(["create ledger--live-namespace", "create leaflet--live-namespace"]),
  );
  for (const name of NAMES)
    expect(answers(name)).toEqual({ dev: share("dev", 100), green: share("green", 0) });
  expect(own.cloud.count({ type: tokens.CLUSTER })).toBe(2);
});

test("the next update of the old cluster protects it with its network, names and tenants, at AWS too, and changes nothing else", async () => {
  expect(await up("dev")).toEqual(["update dev"]);
  expect(await protectedIn("dev")).toEqual(
    expect.arrayContaining(["dev", "dev-vpc", "dev-record-ledger--live", "ledger--live-namespace"]),
  );
});

test("a tenant with data and without a day for it keeps all traffic away", async () => {
  edit("clusters/dev.yaml", { "traffic.weight": 90 });
  edit("clusters/green.yaml", { "traffic.weight": 10 });
  const expected =
    "environments.live.switchOver: expected the day on which its data moves to green, for green has 10 percent of the traffic, got nothing";
  for (const stack of ["dev", "green"]) expect(await refusal(stack)).toContain(expected);
  for (const name of NAMES)
    expect(answers(name)).toEqual({ dev: share("dev", 100), green: share("green", 0) });
});

test("with that day the weights move, each by the update of its own cluster, which changes records alone", async () => {
  edit("clusters/dev.yaml", { "traffic.weight": 0 });
  edit("clusters/green.yaml", { "traffic.weight": 100, switchOver: { on: TODAY, soakHours: 24 } });
  for (const id of ["ledger", "leaflet"])
    edit(`tenants/${id}.yaml`, { "environments.live.cluster": "green" });
  edit("tenants/ledger.yaml", { "environments.live.switchOver": TODAY });
  lock();
  const records = (cluster: string) =>
    ["leaflet", "ledger"].map((id) => `update ${cluster}-record-${id}--live`);
  expect((await up("green")).toSorted()).toEqual(records("green"));
  for (const name of NAMES)
    expect(answers(name)).toEqual({ dev: share("dev", 100), green: share("green", 100) });
  expect((await up("dev")).toSorted()).toEqual(records("dev"));
  for (const name of NAMES)
    expect(answers(name)).toEqual({ dev: share("dev", 0), green: share("green", 100) });
});

test("the old cluster may not retire while the new one is watched, and stays protected", async () => {
  edit("clusters/dev.yaml", { lifecycle: "retiring", retireAfter: TODAY });
  const expected = `lifecycle: expected active until ${addDays(TODAY, 2)}: green takes over on ${TODAY}, and is watched for 24 hours after that day, got "retiring"`;
  expect(await refusal("dev")).toContain(expected);
  expect(await protectedIn("dev")).toEqual(expect.arrayContaining(["dev", "dev-vpc"]));
});

test("when the watch is over the old cluster is torn down, and the new one has all names and nothing to do", async () => {
  edit("clusters/green.yaml", { "switchOver.on": addDays(TODAY, -2) });
  edit("tenants/ledger.yaml", { "environments.live.switchOver": addDays(TODAY, -2) });
  lock();
  await openStack(own.sandbox, "dev", dir);
  expect(await runSteps(sandboxJob(own.sandbox, "dev"))).toEqual({ step: "done" });
  for (const name of NAMES) expect(answers(name)).toEqual({ green: share("green", 100) });
  expect(own.cloud.list({ tags: { "atoll:cluster": "dev" } })).toEqual([]);
  expect(own.cloud.list({ type: tokens.CLUSTER }).map(({ id }) => id)).toEqual(["green"]);
});

test("the new cluster is then one like any other: the lines of the pair go, and nothing changes", async () => {
  rmSync(join(dir, "clusters/dev.yaml"));
  edit("clusters/green.yaml", { replaces: undefined, switchOver: undefined, traffic: undefined });
  edit("tenants/ledger.yaml", { "environments.live.switchOver": undefined });
  lock();
  const report = await operation("preview", "green");
  expect([report.succeeded, report.messages, changes(report)]).toEqual([true, [], []]);
});
