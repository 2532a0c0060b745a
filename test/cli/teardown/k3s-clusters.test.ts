import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import type { ClusterTools } from "../../../cli/cluster/cluster-access.ts";
import type { StateResource } from "../../../cli/recover/state.ts";
import { groundOf } from "../../../cli/teardown/ground.ts";
import { isProtected } from "../../../cli/teardown/job.ts";
import { livingClusters, withClusters } from "../../../cli/teardown/live-clusters.ts";
import { taggedThings } from "../../../cli/teardown/tagged-things.ts";
import type { PlannedResource } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { PLACE, planOf, PROVIDER, resource, stateOf } from "../recover/sample-state.ts";

const K3S = "atoll:k3s:K3sCluster";
const KUBERNETES = "pulumi:providers:kubernetes";
const CONFIG = { clusters: [{ name: "dev", cluster: { server: "https://dev:6443" } }] };

const component: StateResource = { urn: `${PLACE}::${K3S}::dev`, type: K3S, custom: false };

/** Something of the cluster that a state has. */
const child = (type: string, name: string, more: Partial<StateResource> = {}): StateResource => ({
  urn: `${PLACE}::${K3S}$${type}::${name}`,
  ...{ type, custom: true, id: name, parent: component.urn },
  ...(type.startsWith("aws:") ? { provider: `${PLACE}::${PROVIDER}::1234` } : {}),
  ...more,
});

const BUCKET = child(tokens.BUCKET, "dev-state-bucket");
const SERVER = child(tokens.INSTANCE, "dev-server-a");
const WAY = child(KUBERNETES, "dev-kubernetes", { inputs: { kubeconfig: JSON.stringify(CONFIG) } });

/** A stack with this in its state, and what AWS lists by tags. */
async function world(
  resources: readonly StateResource[],
  plan: readonly PlannedResource[] = [],
  tagged: readonly object[] = [],
) {
  const state = stateOf(resources);
  const entered: object[] = [];
  const asked: string[] = [];
  const tools: ClusterTools = {
    ...{ project: "atoll", folder: tmpdir() },
    pulumi: () => Promise.resolve({ exitCode: 0, stdout: JSON.stringify(state), stderr: "" }),
    aws: (args) => {
      asked.push(args.slice(0, 2).join(" "));
      const stdout = JSON.stringify({ ResourceTagMappingList: tagged });
      return Promise.resolve({ exitCode: 0, stdout, stderr: "" });
    },
    openCluster: (name, config) => {
      entered.push(config);
      const ask = () => Promise.reject(new Error("nothing is asked"));
      return Promise.resolve({ name, ask, close: () => Promise.resolve() });
    },
  };
  const ground = await groundOf(tools, "dev", state, planOf(...plan));
  return { tools, ground, entered, asked };
}

test("a cluster of K3s lives as long as its state has servers, and is entered as the state says", async () => {
  const { tools, ground, entered, asked } = await world([component, BUCKET, SERVER, WAY]);
  expect(ground.places.map(({ clusters }) => clusters)).toEqual([["dev"]]);
  expect(await livingClusters(ground)).toEqual(["dev"]);
  expect(
    await withClusters({ tools, ground }, (open) => Promise.resolve(open.map(({ name }) => name))),
  ).toEqual(["dev"]);
  expect(entered).toEqual([CONFIG]);
  expect(asked).toEqual([]);
});

test.each([
  ["servers", [component, BUCKET, WAY]],
  ["a way in", [component, BUCKET, SERVER]],
])("without %s nobody is asked, and what its controllers left has nobody", async (_what, resources) => {
  const { tools, ground, entered } = await world(resources);
  expect(ground.places.map(({ clusters }) => clusters)).toEqual([["dev"]]);
  expect(await livingClusters(ground)).toEqual([]);
  await withClusters({ tools, ground }, () => Promise.resolve());
  expect(entered).toEqual([]);
});

test("with nothing in the state, the plan knows the cluster's name", async () => {
  const wanted = { ...resource(K3S, "dev"), custom: false };
  const bucket = { ...resource(tokens.BUCKET, "dev-state-bucket"), parent: `${K3S}::dev` };
  const { ground } = await world([], [wanted, bucket]);
  expect(ground.places.map(({ clusters }) => clusters)).toEqual([["dev"]]);
  expect(await livingClusters(ground)).toEqual([]);
});

test("machines of an autoscaling group go with it, and are no leftovers", async () => {
  const machine = (id: string, tags: Readonly<Record<string, string>>) => ({
    ResourceARN: `arn:aws:ec2:eu-central-1:111122223333:instance/${id}`,
    Tags: Object.entries({ "atoll:organisation": "lagoon", "atoll:stack": "dev", ...tags }).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  });
  const tagged = [
    machine("i-1", { "aws:autoscaling:groupName": "atoll-dev--pool-a" }),
    machine("i-2", { "eks:nodegroup-name": "system" }),
  ];
  const { ground } = await world([component, BUCKET], [], tagged);
  const [place] = ground.places;
  expect(await taggedThings(ground, place!)).toEqual([]);
});

test("a load balancer under AWS's own protection is protected", () => {
  expect(isProtected({ ...SERVER, inputs: { enableDeletionProtection: true } })).toBe(true);
  expect(isProtected({ ...SERVER, inputs: { enableDeletionProtection: false } })).toBe(false);
});
