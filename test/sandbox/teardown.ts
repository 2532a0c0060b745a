import { existsSync } from "node:fs";
import { expect } from "vitest";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { type ApiRequest, mustApi } from "../../sandbox/clusters/api.ts";
import { clusterNames } from "../../sandbox/clusters/folder.ts";
import { operate } from "../../sandbox/engine/operation.ts";
import { leftovers, removeSandbox, retireInCopy } from "../../sandbox/engine/teardown.ts";
import { sandboxJob } from "../../cli/sandbox/teardown-job.ts";
import type { Drained } from "../../cli/teardown/drain.ts";
import { momentOf } from "../../cli/teardown/job.ts";
import { livingClusters } from "../../cli/teardown/live-clusters.ts";
import { clearProtection, destroyStack, drainStack } from "../../cli/teardown/steps.ts";
import { foreignThings } from "../../cli/teardown/vpc-things.ts";
import { readRecord } from "../../sandbox/clusters/folder.ts";
import { type OwnSandbox, TODAY } from "./sandbox.ts";

/** What the simulator is answered by the one cluster that is up. */
async function asked({ sandbox }: OwnSandbox, request: ApiRequest): Promise<string> {
  const cluster = readRecord(sandbox.clusters, "dev");
  if (cluster === undefined) throw new Error("dev is up");
  return mustApi(sandbox.clusters, cluster, request);
}

async function create(own: OwnSandbox, path: string, body: object): Promise<void> {
  await asked(own, { method: "POST", path, body });
}

const names = async (own: OwnSandbox, path: string): Promise<readonly string[]> => {
  const list = JSON.parse(await asked(own, { path })) as {
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  };
  return list.items.map(({ metadata }) => metadata.name);
};

/** What a claim template or a claim itself asks for. */
const DISK = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

const DATABASE = {
  metadata: { name: "db" },
  spec: {
    serviceName: "db",
    selector: { matchLabels: { app: "db" } },
    template: {
      metadata: { labels: { app: "db" } },
      spec: { tolerations: [{ operator: "Exists" }], containers: [{ name: "db", image: "db:1" }] },
    },
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: DISK }],
  },
};

async function untilBound(own: OwnSandbox): Promise<void> {
  while ((await names(own, "/api/v1/persistentvolumes")).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Leaves an interface behind in a subnet of the pods, as the command does it. */
function leaveInterface({ sandbox, cloud }: OwnSandbox): { readonly id: string; readonly subnetId: string } {
  const subnet = cloud.find({ type: tokens.SUBNET, tags: { Name: "dev-pod-a" } });
  const lines: string[] = [];
  const command = controlCommand((line) => lines.push(line));
  const subnetId = subnet?.id ?? "";
  command.parse(["--cloud", sandbox.cloud, "interface", subnetId], { from: "user" });
  return { id: lines[0]?.split(" ")[0] ?? "", subnetId };
}

const job = ({ sandbox }: OwnSandbox) => sandboxJob(sandbox, "dev");

/** What a teardown does before its destroy, without waiting long. */
const drained = (own: OwnSandbox): Promise<Drained> =>
  drainStack(job(own), { milliseconds: 30_000, pollMilliseconds: 250 });

async function nothingIsForeign(own: OwnSandbox): Promise<void> {
  const { ground } = await momentOf(job(own));
  const living = await livingClusters(ground);
  expect(living).toEqual(["dev"]);
  const known = { ids: ground.ids, living, keepsBalancers: false };
  expect(await Promise.all(ground.places.map((place) => foreignThings(place, known)))).toEqual([[]]);
}

async function protectionStops(own: OwnSandbox): Promise<void> {
  const { sandbox } = own;
  await expect(destroyStack(job(own))).rejects.toThrow(
    "state of dev: expected nothing under protection once the entry retires, got ",
  );
  const refused = await operate(sandbox, { name: "destroy", stack: "dev" });
  expect(refused.succeeded).toBe(false);
  expect(refused.messages.join("\n")).toContain("cannot be deleted\nbecause it is protected");
  retireInCopy(sandbox, ["dev"], TODAY);
  expect(await clearProtection(job(own))).toEqual({ step: "done" });
}

async function drainRemoves(own: OwnSandbox): Promise<void> {
  const { cloud } = own;
  await create(own, "/api/v1/namespaces/default/services", {
    metadata: { name: "shop" },
    spec: { type: "LoadBalancer", ports: [{ port: 80 }], selector: { app: "shop" } },
  });
  await create(own, "/apis/apps/v1/namespaces/default/statefulsets", DATABASE);
  await create(own, "/api/v1/nodes", {
    metadata: { name: "machine", labels: { "karpenter.sh/nodepool": "general" } },
  });
  await untilBound(own);
  const volume = (await names(own, "/api/v1/persistentvolumes"))[0] ?? "";
  const left = leaveInterface(own);
  const vpc = cloud.find({ type: tokens.VPC });
  if (vpc === undefined) throw new Error("dev is up");
  const byHand = {
    ...vpc,
    ...{ type: tokens.SECURITY_GROUP, id: "sg-byhand", tags: { Name: "mine" } },
    state: { vpcId: vpc.id },
  };
  cloud.put(byHand);

  const first = await drained(own);
  expect(new Set(first.removed)).toEqual(
    new Set([
      "Service default/shop",
      "PersistentVolumeClaim default/data-db-0",
      "Node machine",
      `PersistentVolume ${volume}`,
      `NetworkInterface ${left.id}, available, aws-K8S-left-behind, in ${left.subnetId}`,
    ]),
  );
  expect(first.left).toEqual([`SecurityGroup sg-byhand, mine, in ${vpc.id}`]);
  expect(await names(own, "/api/v1/services")).not.toContain("shop");
  expect(await names(own, "/apis/apps/v1/statefulsets")).toEqual([]);
  cloud.delete({ id: "sg-byhand" });
  expect(await drained(own)).toEqual({ removed: [], left: [] });
}

async function nothingIsLeft(own: OwnSandbox): Promise<void> {
  const { sandbox } = own;
  const finalizers = ["example.com/never"];
  await create(own, "/api/v1/namespaces/aurora--staging/configmaps", {
    metadata: { name: "stuck", finalizers },
  });
  const told: string[] = [];
  const report = await destroyStack(job(own), {
    tell: (object) => told.push(object),
    patienceMilliseconds: 2_000,
  });
  expect(report).toEqual({ succeeded: true, said: "" });
  expect(told).toEqual(["ConfigMap aurora--staging/stuck (example.com/never)"]);
  expect(await leftovers(sandbox, ["dev"])).toEqual({
    resources: [],
    processes: [],
    locks: [],
    pendingOperations: 0,
  });
  expect(clusterNames(sandbox.clusters)).toEqual([]);
  await removeSandbox(sandbox, ["dev"]);
  expect(existsSync(sandbox.dir)).toBe(false);
}

/** How a protected cluster that is up goes: sentences and what proves them. They build on each other, and the last leaves nothing. */
export const TEARDOWN: readonly (readonly [string, (own: OwnSandbox) => Promise<void> | void])[] = [
  ["what AWS made with the cluster is not foreign", nothingIsForeign],
  ["protection stops a destroy until an update in which the cluster retires", protectionStops],
  ["a drain removes balancers, disks, machines and interfaces, but stops at what others made", drainRemoves],
  ["an object whose finalizer nobody serves is named and let go, and nothing is left", nothingIsLeft],
];
