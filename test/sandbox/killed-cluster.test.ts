import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Recovery } from "../../cli/recover/recover.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { beginUpdate, killInside, killWhen, programs } from "./kill.ts";
import { smallInventory } from "./inventories.ts";
import { LOST_STATE } from "./lost-state.ts";
import { clusterClient, markedObjects } from "./marked-objects.ts";
import { type OwnSandbox, ownSandbox, recoverDev, runSaving, samplePlan } from "./sandbox.ts";
import { until } from "./until.ts";
import { foreignToState, objectsInState } from "./state-census.ts";

/** What AWS makes beside a VPC and a cluster, and the program leaves as it is. */
const MADE_BY_AWS = {
  [tokens.ROUTE_TABLE]: 1,
  [tokens.SECURITY_GROUP]: 1,
  [tokens.NETWORK_INTERFACE]: 2,
  // That of the node group's role.
  [tokens.ACCESS_ENTRY]: 1,
};

const inventory = smallInventory(["cert-manager", "gateway-api", "traefik"]);

// One update of a whole cluster, killed again and again: each test goes on where the one before it ended.
let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", inventory);
});

afterAll(() => own.remove());

/** What a recovery says of one resource, when it finds nothing that people must look at. */
async function recovered(name: string) {
  const recovery: Recovery = await recoverDev(own.sandbox, inventory);
  expect(recovery.strays).toEqual([]);
  const odd = recovery.resources.filter(({ outcome }) => outcome === "ambiguous" || outcome === "left-out");
  expect(odd).toEqual([]);
  return recovery.resources.find((one) => one.name === name);
}

test("the CLI is killed while the API server of the new cluster starts: a refresh ends what was begun", async () => {
  const { sandbox, cloud } = own;
  await killWhen(sandbox, () => cloud.count({ type: tokens.CLUSTER }) === 1);
  expect(cloud.find({ type: tokens.CLUSTER })?.state).toMatchObject({ status: "CREATING", endpoint: "" });
  expect(await recovered("dev")).toMatchObject({ outcome: "finished", ids: ["dev"] });
  const endpoint = expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/) as string;
  expect(cloud.find({ type: tokens.CLUSTER })?.state).toMatchObject({ status: "ACTIVE", endpoint });
});

test.each([
  ["a node group", { type: tokens.NODE_GROUP, name: "dev-system-nodes" }, /^dev:system-/],
  ["an add-on", { type: tokens.ADDON, name: "dev-addon-coredns" }, /^dev:coredns$/],
])(
  "the CLI is killed while the reply to the create of %s is lost: it is found by its tags",
  async (_, fault, id) => {
    await killInside(own.sandbox, own.cloud, fault);
    expect(await recovered(fault.name)).toMatchObject({
      type: fault.type,
      outcome: "finished",
      ids: [expect.stringMatching(id)],
    });
  },
);

test("the CLI is killed while the reply to the create of a release is lost: it is found by its records", async () => {
  const name = "dev-karpenter-controller";
  await killInside(own.sandbox, own.cloud, { name });
  expect(await recovered(name)).toMatchObject({ outcome: "finished", ids: ["kube-system/karpenter"] });
});

test("the CLI is killed at a namespace, and the servers are down: the command starts them and recovers", async () => {
  const { sandbox, cloud } = own;
  const name = "aurora--staging-namespace";
  await killInside(sandbox, cloud, { name });
  await stopClusters(sandbox.clusters);
  const root = resolve(import.meta.dirname, "../..");
  const command = [join(root, "cli/start.mjs"), "recover", "dev", "-i", inventory, "--yes"];
  const words = [...command, "--sandbox", sandbox.dir];
  const { all, exitCode } = await execa(process.execPath, words, { cwd: root, reject: false, all: true });
  const told = stripVTControlCharacters(all);
  expect(told).toMatch(new RegExp(`^finished Namespace ${name} aurora--staging$`, "m"));
  expect(told).toMatch(/^ok the state of dev is what the cloud has; next: npm run up -- dev --dir /m);
  expect(exitCode).toBe(0);
});

test("the program is killed, and then the provider inside a release: neither needs a recovery", async () => {
  const { sandbox, cloud } = own;
  const update = beginUpdate(sandbox);
  await until(() => programs(sandbox).length > 0);
  for (const pid of programs(sandbox)) process.kill(pid, "SIGKILL");
  expect(await update.result).toMatchObject({ succeeded: false });
  cloud.faults.clear();
  cloud.faults.add({ operation: "create", kind: "crash", name: "dev-traefik-release" });
  expect(await runSaving(sandbox, "up")).toMatchObject({ succeeded: false });
  expect(cloud.faults.list()[0]?.struck).toBe(1);
});

test("the last update ends it: nothing exists twice, nothing is left over, and nothing is left to do", async () => {
  const { sandbox, cloud } = own;
  const finished = await runSaving(sandbox, "up");
  expect(finished).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(finished).filter(({ op }) => op !== "create")).toEqual([]);
  expect(changes(await runSaving(sandbox, "preview"))).toEqual([]);
  expect(changes(await runSaving(sandbox, "refresh"))).toEqual([]);

  const planned = (await samplePlan("dev", inventory)).resources.map(({ type, name }) => `${type} ${name}`);
  const objects = await objectsInState(sandbox);
  expect(objects.resources).toEqual(planned.sort());
  expect(await markedObjects(clusterClient(sandbox, "dev"))).toEqual(objects.marked);
  expect(await foreignToState(sandbox, cloud)).toEqual(MADE_BY_AWS);
});

/** A whole cluster is read, written and read again. */
const LOST_MILLISECONDS = 600_000;

describe("when the state of the cluster is lost,", () => {
  test.each(LOST_STATE)(
    "%s",
    async (_, prove) => {
      await prove(own, await samplePlan("dev", inventory));
    },
    LOST_MILLISECONDS,
  );
});
