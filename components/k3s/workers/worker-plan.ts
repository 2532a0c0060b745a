import { createHash } from "node:crypto";
import { type AccountRegion, clusterOwnershipTag } from "../../../fleet/eks-vocabulary.ts";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import type { K3sAgentBoot } from "../../../fleet/k3s/boot.ts";
import { workerGroupName } from "../../../fleet/names.ts";
import { ownedByCluster } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { UNREGISTERED_TAINT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { MAX_PODS } from "../../../fleet/nodes/node-facts.ts";
import { architectureOf } from "../../../fleet/nodes/instance-families.ts";
import type { NodeGroupPlan } from "../../../fleet/nodes/node-groups.ts";
import type { Architecture } from "../../../fleet/nodes/node-pool.ts";
import { resourceTags } from "../../../fleet/tags.ts";
import { groupPermissions } from "../../cluster/autoscaler/permissions.ts";
import type { Permission } from "../../cluster/cluster.ts";
import type { K3sNodeHome } from "./node-home.ts";

type WorkerHome = Pick<K3sNodeHome, "settings" | "facts">;

/** What the machines of one share of a pool are told beside the cluster: they are the same in all zones. */
export type WorkerNode = Pick<K3sAgentBoot, "labels" | "taints">;

/** One share of a pool. */
export interface WorkerShare {
  readonly node: WorkerNode;
  readonly architecture: Architecture;
}

/** Shares of pools by name, each with what its nodes are. Groups of one share differ in their zone alone. */
export function workerShares(groups: readonly NodeGroupPlan[]): ReadonlyMap<string, WorkerShare> {
  return new Map(
    groups.map(({ share, labels, taints, types }) => {
      const [family = ""] = (types[0] ?? "").split(".");
      const tainted = taints.map((taint) => ({ ...taint, effect: "NoSchedule" as const }));
      return [share, { node: { labels, taints: tainted }, architecture: architectureOf(family) }];
    }),
  );
}

/**
 * What nodes of Karpenter are when they register: nothing of their pool, whose labels and taints Karpenter itself gives
 * them, those that no kubelet may set included. Until it has, the taint keeps every pod off.
 *
 * @see https://karpenter.sh/docs/concepts/nodeclasses/#custom
 */
export const UNREGISTERED_NODE: WorkerNode = { labels: {}, taints: [UNREGISTERED_TAINT] };

/** What a worker is told at its first start. */
export function workerBoot(
  { settings, facts }: WorkerHome,
  registrationAddress: string,
  node: WorkerNode,
): K3sAgentBoot {
  const { agentRelease, awsRegion, secretNames, imageMirror, releaseMirror } = settings;
  return {
    cluster: facts.id,
    version: agentRelease,
    awsRegion,
    registrationAddress,
    secretName: secretNames.agent,
    longhorn: settings.storage === "longhorn",
    ...(imageMirror === undefined ? {} : { imageMirror }),
    ...(releaseMirror === undefined ? {} : { releaseMirror }),
    ...node,
    maxPods: MAX_PODS,
  };
}

/** Stands for the servers' address, which only the cloud knows. */
const ANY_ADDRESS = "servers.internal";

/** Digits by which two user data are told apart. */
const START_DIGITS = 8;

/**
 * What a template of workers is, in words: the release, and a digest of all that its machines are told. User data
 * holds an address that no plan knows, so that without this no plan could say that it becomes another one.
 */
export function templateDescription(home: WorkerHome, node: WorkerNode): string {
  const boot = workerBoot(home, ANY_ADDRESS, node);
  const digest = createHash("sha256").update(agentUserData(boot)).digest("hex");
  return `K3s ${boot.version}, start ${digest.slice(0, START_DIGITS)}`;
}

/** Tags of machines and their disks, whoever launches them; `logicalName` is that of what they are made by. */
export function workerTags(
  { settings, facts }: WorkerHome,
  logicalName: string,
  share: string,
): Readonly<Record<string, string>> {
  return {
    ...settings.tags,
    ...resourceTags(logicalName, { Name: `${facts.id}-${share}` }),
    [clusterOwnershipTag(facts.id)]: "owned",
  };
}

/** One tag of an autoscaling group, as AWS takes it. */
export interface WorkerGroupTag {
  readonly key: string;
  readonly value: string;
  /** Whether its machines get it, too. */
  readonly propagateAtLaunch: boolean;
}

/**
 * Tags of one group: whose it is, which its provider does not add to groups, and what Cluster Autoscaler must know of it
 * while it is empty. Machines get the first, which say what they cost whom, and have the rest by their template.
 */
export function groupTags(
  { settings, facts }: WorkerHome,
  logicalName: string,
  { tags }: Pick<NodeGroupPlan, "tags">,
): readonly WorkerGroupTag[] {
  const tagged = (propagateAtLaunch: boolean, all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([key, value]) => ({ key, value, propagateAtLaunch }));
  return [
    ...tagged(true, settings.tags),
    ...tagged(false, resourceTags(logicalName)),
    ...tagged(false, { [ownedByCluster(facts.id)]: "owned" }),
    ...tags.map(({ key, value }) => ({ key, value, propagateAtLaunch: false })),
  ];
}

/** What names of the groups of a share look like. */
export function workerGroupPattern(cluster: string, share: string): string {
  return `^${workerGroupName(cluster, share)}-[a-z]$`;
}

/** What Cluster Autoscaler may do on K3s: read groups and machines, and size the groups of this cluster. */
export function workerPermissions(cluster: string, place: AccountRegion): readonly Permission[] {
  return groupPermissions(cluster, place, workerGroupName(cluster, "*"));
}
