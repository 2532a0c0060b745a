import { existsSync } from "node:fs";
import { expect } from "vitest";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { type ApiRequest, mustApi } from "../../sandbox/clusters/api.ts";
import { clusterNames } from "../../sandbox/clusters/folder.ts";
import { operate } from "../../sandbox/engine/operation.ts";
import {
  clearProtection,
  destroyStack,
  foreignThings,
  leftovers,
  removeSandbox,
  retireInCopy,
} from "../../sandbox/engine/teardown.ts";
import { clustersOf, drain } from "../../sandbox/teardown/drain.ts";
import { type OwnSandbox, TODAY } from "./sandbox.ts";

/** What the simulator is answered by the one cluster that is up. */
async function asked({ sandbox }: OwnSandbox, request: ApiRequest): Promise<string> {
  const [cluster] = clustersOf(sandbox, "dev");
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

function nothingIsForeign({ sandbox }: OwnSandbox): void {
  expect(foreignThings(sandbox, "dev")).toEqual([]);
}

async function nothingRetires({ sandbox }: OwnSandbox): Promise<void> {
  await expect(destroyStack(sandbox, "dev")).rejects.toThrow(
    "dev does not retire: its objects are not let go",
  );
}

async function protectionStops({ sandbox }: OwnSandbox): Promise<void> {
  const refused = await operate(sandbox, { name: "destroy", stack: "dev" });
  expect(refused.succeeded).toBe(false);
  expect(refused.messages.join("\n")).toContain("cannot be deleted\nbecause it is protected");
  retireInCopy(sandbox, ["dev"], TODAY);
  expect(await clearProtection(sandbox, "dev")).toMatchObject({ succeeded: true, messages: [] });
}

async function drainRemoves(own: OwnSandbox): Promise<void> {
  const { sandbox, cloud } = own;
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

  const drained = await drain(sandbox, "dev");
  expect(new Set(drained.removed)).toEqual(
    new Set([
      "Service default/shop",
      "PersistentVolumeClaim default/data-db-0",
      "Node machine",
      `PersistentVolume ${volume}`,
      `NetworkInterface ${left.id}, available, aws-K8S-left-behind, in ${left.subnetId}`,
    ]),
  );
  expect(drained.left).toEqual([`SecurityGroup sg-byhand, mine, in ${vpc.id}`]);
  expect(await names(own, "/api/v1/services")).not.toContain("shop");
  expect(await names(own, "/apis/apps/v1/statefulsets")).toEqual([]);
  cloud.delete({ id: "sg-byhand" });
  expect(await drain(sandbox, "dev")).toEqual({ removed: [], left: [] });
}

async function nothingIsLeft(own: OwnSandbox): Promise<void> {
  const { sandbox } = own;
  const finalizers = ["example.com/never"];
  await create(own, "/api/v1/namespaces/aurora--staging/configmaps", {
    metadata: { name: "stuck", finalizers },
  });
  const told: string[] = [];
  const report = await destroyStack(sandbox, "dev", {
    tell: (object) => told.push(object),
    patienceMilliseconds: 2_000,
  });
  expect(report).toMatchObject({ succeeded: true, messages: [] });
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
  ["a cluster that does not retire is not torn down", nothingRetires],
  ["protection stops a destroy until an update in which the cluster retires", protectionStops],
  ["a drain removes balancers, disks, machines and interfaces, but stops at what others made", drainRemoves],
  ["an object whose finalizer nobody serves is named and let go, and nothing is left", nothingIsLeft],
];
