import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { type Datastore, readDatastore } from "../../sandbox/aws/k3s/datastore.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { keysIn } from "../../sandbox/aws/types/s3-objects.ts";
import { restoreSnapshot, saveSnapshot, wipeCluster } from "../../sandbox/clusters/snapshots.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { provideOutside, startOutside } from "../../sandbox/engine/outside-clusters.ts";
import { setSecret } from "../../sandbox/engine/pulumi.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { differences, workloadObjects, type WorkloadObjects } from "./compared-objects.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";

// One cluster of each kind side by side, each with its own API server, the same add-ons and the same tenant.
const COMMON = `region: eu-central
environment: development
sla: 2
protect: false
profile: minimal
kubernetes: "1.35"
`;

const FILES: Readonly<Record<string, string>> = {
  "clusters/north.yaml": `kind: eks\n${COMMON}`,
  "clusters/south.yaml": `kind: k3s\n${COMMON}`,
  "clusters/west.yaml": `kind: attached
${COMMON}network: { mode: external, cidr: 192.168.10.0/24, apiServerCidrs: [192.168.20.0/28] }
oidc: { issuer: "https://oidc.lagoon.cloud/west" }
attached: { storageClass: fast, networkPolicyEngine: cilium, loadBalancer: service-lb, zones: [rack-a] }
`,
  "tenants/ledger.yaml": `displayName: Ledger
tier: pooled
size: small
environments:
  spring: { cluster: north }
  summer: { cluster: south }
  autumn: { cluster: west }
`,
};

/** Cluster of each kind, and the tenant's environment in it. */
const PLACES = { eks: ["north", "spring"], k3s: ["south", "summer"], attached: ["west", "autumn"] } as const;
type Kind = keyof typeof PLACES;

const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  writeLock(folder, updateLock(loadInventory(folder), readLock(folder), TODAY).lock);
});

let own: OwnSandbox;
const objects = new Map<Kind, WorkloadObjects>();

beforeAll(async () => {
  own = await ownSandbox();
});

afterAll(() => own.remove());

test.each(Object.keys(PLACES) as Kind[])(
  "a cluster of kind %s comes up with the add-ons and the tenant",
  async (kind) => {
    const [stack, environment] = PLACES[kind];
    await openStack(own.sandbox, stack, dir);
    await provideOutside(own.sandbox, checkedFleet(dir, TODAY), stack);
    expect(await run(own.sandbox, "up", stack)).toMatchObject({ succeeded: true, messages: [] });
    const names = { [stack]: "<cluster>", [environment]: "<environment>" };
    objects.set(kind, await workloadObjects(own.sandbox, stack, names));
  },
);

/** Names of the gates that each guarded resource of a stack has waited for, as its state remembers them. */
async function gatesOf(stack: string): Promise<readonly string[]> {
  const { resources = [] } = await exportState(own.sandbox, stack);
  const gates = resources.flatMap((one) => {
    const { resourceHooks } = one as { readonly resourceHooks?: Readonly<Record<string, readonly string[]>> };
    return Object.values(resourceHooks ?? {}).flat();
  });
  return [...new Set(gates)].map((name) => name.replace(stack, "<cluster>"));
}

test("the program has asked each of the three whether webhooks answer, before it made what they guard", async () => {
  const [eks, ...others] = await Promise.all(Object.values(PLACES).map(([stack]) => gatesOf(stack)));
  expect(eks).toEqual(["<cluster>-cert-manager-webhook"]);
  expect(others).toEqual([eks, eks]);
});

/** Facts of the contract by which clusters differ, and what of the objects follows from each. */
const FACTS: Readonly<Record<string, RegExp>> = {
  ranges: /NetworkPolicy \S+ spec\.(egress|ingress)\[\d+\]\.(to|from)\[\d+\]\.ipBlock\.cidr: /,
  loadBalancer: /^helm\.sh\/v3:Release <cluster>-traefik-release values\.service\./,
  identity:
    /eks\.amazonaws\.com\/role-arn|(<cluster>-cert-manager-allow spec\.egress\[2\]|-policy-tier spec\.egress\[3\])\./,
};

/** Its entry says which class of storage it has; in AWS both kinds have the same. */
const FACTS_OF_ATTACHED: typeof FACTS = {
  ...FACTS,
  storageClass:
    /^core\/v1:Namespace ledger--<environment>-namespace metadata\.annotations\["atoll\/storage-class"\]: /,
};

test.each([
  ["k3s", FACTS],
  ["attached", FACTS_OF_ATTACHED],
] as const)("objects of kind %s are those of kind eks, but for the facts of the contract", (kind, facts) => {
  const eks = objects.get("eks") ?? new Map<string, never>();
  expect(eks.size).toBeGreaterThan(35);
  const found = differences(eks, objects.get(kind) ?? new Map<string, never>());
  const byFact = Object.values(facts).map((follows) => found.filter((line) => follows.test(line)));
  expect(found.filter((line) => !byFact.flat().includes(line))).toEqual([]);
  expect(byFact.filter((lines) => lines.length === 0)).toEqual([]);
});

test("with the kubeconfig of another cluster of the same facts, an update is refused before anything is changed", async () => {
  const [stack] = PLACES.attached;
  const fleet = checkedFleet(dir, TODAY);
  const other = await startOutside(own.sandbox.clusters, fleet, fleet.clusters.get(stack)!, "east");
  await setSecret(own.sandbox, stack, "atoll:kubeconfig", other);
  const report = await run(own.sandbox, "up", stack);
  expect(report.succeeded).toBe(false);
  expect(changes(report)).toEqual([]);
  expect(report.messages.join("\n")).toMatch(
    /got that of another cluster, [0-9a-f-]{36} \(127\.0\.0\.1:\d+\)/,
  );
});

const SOUTH = PLACES.k3s[0];

async function changed(name: "refresh" | "up" | "preview"): Promise<readonly string[]> {
  const report = await run(own.sandbox, name, SOUTH);
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  return changes(report).map(({ op, name: resource }) => `${op} ${resource}`);
}

const datastore = (): Datastore => readDatastore(own.cloud, SOUTH)!;

test("a server that is lost is made anew, joins the others, and founds no second cluster", async () => {
  const before = datastore();
  const [, lost] = before.members;
  own.cloud.delete({ type: tokens.INSTANCE, id: lost!.instance });
  await changed("refresh");
  expect(await changed("up")).toContain(`create south-server-${lost!.server}`);
  const { members, ...after } = datastore();
  expect(members.map(({ server }) => server).sort()).toEqual(["a", "b", "c"]);
  expect(members.map(({ instance }) => instance)).not.toContain(lost!.instance);
  expect({ ...after, members: before.members }).toEqual(before);
});

test("a raised token revision reaches the servers, and the token of before stays beside its snapshots", async () => {
  const before = datastore();
  appendFileSync(join(dir, `clusters/${SOUTH}.yaml`), "k3s: { tokenRevision: 2 }\n");
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
  await openStack(own.sandbox, SOUTH, dir);
  const steps = await changed("up");
  expect(steps.filter((step) => /-server-[abc]$/.test(step))).toEqual([]);
  const { token, ...after } = datastore();
  expect(token).not.toBe(before.token);
  expect({ ...after, agentToken: before.agentToken, token: before.token }).toEqual(before);
  const bucket = own.cloud.list({ type: tokens.BUCKET }).find(({ id }) => id.includes(`${SOUTH}-k3s`))!.id;
  expect(keysIn(own.cloud, bucket, "tokens/")).toEqual(["tokens/1", "tokens/2"]);
});

/** Changes the line of the entry that says what its servers are, as a commit does. */
function commit(k3s: string): void {
  const file = join(dir, `clusters/${SOUTH}.yaml`);
  const others = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("k3s:"));
  writeFileSync(file, [...others, `k3s: ${k3s}`, ""].join("\n"));
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
}

const machines = (): Readonly<Record<string, string>> =>
  Object.fromEntries(datastore().members.map(({ server, instance }) => [server, instance]));

test("revisions that were raised one by one and are deployed at once take one server after another", async () => {
  for (const revisions of ["{ a: 2 }", "{ a: 2, b: 2 }", "{ a: 2, b: 2, c: 2 }"])
    commit(`{ tokenRevision: 2, revisions: ${revisions} }`);
  await openStack(own.sandbox, SOUTH, dir);
  const before = machines();
  own.cloud.faults.add({ operation: "create", kind: "fail", name: `${SOUTH}-server-a-gate` });
  expect(await run(own.sandbox, "up", SOUTH)).toMatchObject({ succeeded: false });
  const between = machines();
  expect(between).toEqual({ ...before, a: between["a"] });
  expect(between["a"]).not.toBe(before["a"]);
  const steps = await changed("up");
  const order = steps.filter((step) => /^create-replacement .*-server-[abc](-gate)?$/.test(step));
  expect(order).toEqual(
    ["server-a-gate", "server-b", "server-b-gate", "server-c", "server-c-gate"].map(
      (name) => `create-replacement ${SOUTH}-${name}`,
    ),
  );
  const after = machines();
  expect(after).toEqual({ a: between["a"], b: after["b"], c: after["c"] });
  expect([after["b"], after["c"]]).not.toContain(before["b"]);
  expect([after["b"], after["c"]]).not.toContain(before["c"]);
});

test("a cluster that forgot everything has nothing to do once a snapshot is restored", async () => {
  const { clusters } = own.sandbox;
  const snapshot = { cluster: SOUTH, name: "nightly", token: datastore().token };
  const known = await saveSnapshot(clusters, snapshot);
  await wipeCluster(clusters, SOUTH);
  expect(await saveSnapshot(clusters, { ...snapshot, name: "empty" })).toBeLessThan(known - 100);
  await restoreSnapshot(clusters, snapshot);
  expect(await changed("refresh")).toEqual([]);
  expect(await changed("preview")).toEqual([]);
});
