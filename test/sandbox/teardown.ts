import { existsSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { mustApi } from "../../sandbox/clusters/api.ts";
import { clusterNames, type ClusterRecord } from "../../sandbox/clusters/folder.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
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

let sandbox: Sandbox;
let cloud: Cloud;
let cluster: ClusterRecord;

async function create(path: string, body: object): Promise<void> {
  await mustApi(sandbox.clusters, cluster, { method: "POST", path, body });
}

const names = async (path: string): Promise<readonly string[]> => {
  const list = JSON.parse(await mustApi(sandbox.clusters, cluster, { path })) as {
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

async function untilBound(): Promise<void> {
  while ((await names("/api/v1/persistentvolumes")).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Leaves an interface behind in a subnet of the pods, as the command does it. */
function leaveInterface(): { readonly id: string; readonly subnetId: string } {
  const subnet = cloud.find({ type: tokens.SUBNET, tags: { Name: "dev-pod-a" } });
  const lines: string[] = [];
  const command = controlCommand((line) => lines.push(line));
  const subnetId = subnet?.id ?? "";
  command.parse(["--cloud", sandbox.cloud, "interface", subnetId], { from: "user" });
  return { id: lines[0]?.split(" ")[0] ?? "", subnetId };
}

/** Tests of how a protected cluster that is up goes. They build on each other, and the last one leaves nothing. */
export function teardownTests(own: () => OwnSandbox): void {
  beforeAll(() => {
    ({ sandbox, cloud } = own());
    const [only] = clustersOf(sandbox, "dev");
    if (only === undefined) throw new Error("dev is up");
    cluster = only;
  });

  test("what AWS made with the cluster is not foreign", () => {
    expect(foreignThings(sandbox, "dev")).toEqual([]);
  });

  test("a cluster that does not retire is not torn down", async () => {
    await expect(destroyStack(sandbox, "dev")).rejects.toThrow(
      "dev does not retire: its objects are not let go",
    );
  });

  test("protection stops a destroy until an update in which the cluster retires", async () => {
    const refused = await operate(sandbox, { name: "destroy", stack: "dev" });
    expect(refused.succeeded).toBe(false);
    expect(refused.messages.join("\n")).toContain("cannot be deleted\nbecause it is protected");
    retireInCopy(sandbox, ["dev"], TODAY);
    expect(await clearProtection(sandbox, "dev")).toMatchObject({ succeeded: true, messages: [] });
  });

  test("a drain removes balancers, disks, machines and interfaces, but stops at what others made", async () => {
    await create("/api/v1/namespaces/default/services", {
      metadata: { name: "shop" },
      spec: { type: "LoadBalancer", ports: [{ port: 80 }], selector: { app: "shop" } },
    });
    await create("/apis/apps/v1/namespaces/default/statefulsets", DATABASE);
    await create("/api/v1/nodes", {
      metadata: { name: "machine", labels: { "karpenter.sh/nodepool": "general" } },
    });
    await untilBound();
    const volume = (await names("/api/v1/persistentvolumes"))[0] ?? "";
    const left = leaveInterface();
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
    expect(await names("/api/v1/services")).not.toContain("shop");
    expect(await names("/apis/apps/v1/statefulsets")).toEqual([]);
    cloud.delete({ id: "sg-byhand" });
    expect(await drain(sandbox, "dev")).toEqual({ removed: [], left: [] });
  });

  test("an object whose finalizer nobody serves is named and let go, and nothing is left", async () => {
    const finalizers = ["example.com/never"];
    await create("/api/v1/namespaces/aurora--staging/configmaps", {
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
  });
}
