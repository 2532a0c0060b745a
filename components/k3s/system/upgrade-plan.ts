import { k3sUpgradeImage } from "../../../fleet/charts/system-images.ts";
import { NODE_POOL_TAG as NODE_POOL_LABEL } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import {
  MANAGED_BY_LABEL,
  POD_SECURITY_LABEL,
  POD_SECURITY_MODES,
} from "../../../fleet/tenant-vocabulary.ts";
import {
  CONTROL_PLANE_LABEL,
  CRITICAL_PRIORITY,
  RELEASE_LABEL,
  releaseTag,
} from "../../../fleet/k3s/system-vocabulary.ts";

/** Namespace of upgrades: their pods replace the program of their node, which only privileged ones can. */
export const UPGRADE_NAMESPACE = "system-upgrade";

/** Account of the pods that upgrade a node. */
export const UPGRADE_ACCOUNT = "system-upgrade";

/** Names of the plans. */
export const SERVER_PLAN = "servers";
export const AGENT_PLAN = "agents";

/** Seconds for one node: a server restarts; an agent waits for its pods to move first, as slowly as their budgets say. */
const SERVER_SECONDS = 1_800;
const AGENT_SECONDS = 7_200;

export interface UpgradeSettings {
  /** Release of K3s of the servers, such as v1.35.5+k3s1. */
  readonly serverRelease: string;
  /** That of the agents, which follows in a step of its own; never newer. */
  readonly agentRelease: string;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string;
}

/** Spec of one plan, in the words of the controller. */
export interface PlannedUpgrade {
  readonly version: string;
  readonly concurrency: number;
  readonly nodeSelector: { readonly matchExpressions: readonly PlanSelector[] };
  readonly prepare?: { readonly image: string; readonly args: readonly string[] };
  readonly [other: string]: unknown;
}

interface PlanSelector {
  readonly key: string;
  readonly operator: "Exists" | "DoesNotExist" | "NotIn";
  readonly values?: readonly string[];
}

/**
 * The two plans by name. Servers go one at a time, and stay in use: etcd has to keep its majority. Agents go after the
 * last server: each first waits until the servers' plan has no node left and every server runs the same release, then
 * for its pods to move, which evictions ask for and budgets may delay.
 *
 * A node that runs the release already is not chosen: an autoscaler's new ones would otherwise be drained once, for
 * nothing; and none that Karpenter launched, for it would count as drifted the next moment, and be drained twice. That no step leaves a minor out is decided where the releases are: one step of an upgrade moves one plan.
 *
 * @see https://github.com/rancher/system-upgrade-controller/blob/master/doc/plan.md
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
export function upgradePlans(settings: UpgradeSettings): ReadonlyMap<string, PlannedUpgrade> {
  const { serverRelease, agentRelease } = settings;
  const image = k3sUpgradeImage(settings.imageMirror);
  const servers: PlannedUpgrade = {
    ...planFor(serverRelease, image, "Exists"),
    concurrency: 1,
    jobActiveDeadlineSecs: SERVER_SECONDS,
    cordon: true,
  };
  const agents: PlannedUpgrade = {
    ...planFor(agentRelease, image, "DoesNotExist"),
    concurrency: 1,
    jobActiveDeadlineSecs: AGENT_SECONDS,
    prepare: { image, args: ["prepare", SERVER_PLAN] },
    drain: {
      // Also pods that nobody would make again: they would keep their node from ever being upgraded.
      force: true,
      // Budgets are asked, never passed over.
      disableEviction: false,
      ignoreDaemonSets: true,
      deleteEmptydirData: true,
    },
  };
  return new Map([
    [SERVER_PLAN, servers],
    [AGENT_PLAN, agents],
  ]);
}

function planFor(release: string, image: string, isServer: "Exists" | "DoesNotExist") {
  return {
    version: release,
    serviceAccountName: UPGRADE_ACCOUNT,
    priorityClassName: CRITICAL_PRIORITY,
    nodeSelector: {
      matchExpressions: [
        { key: CONTROL_PLANE_LABEL, operator: isServer },
        { key: RELEASE_LABEL, operator: "NotIn" as const, values: [releaseTag(release)] },
        // Karpenter replaces its nodes by itself, for what they start with is another release.
        ...(isServer === "Exists" ? [] : [{ key: NODE_POOL_LABEL, operator: "DoesNotExist" as const }]),
      ],
    },
    // Nodes of every pool, whatever they are marked with.
    tolerations: [{ operator: "Exists" }],
    upgrade: { image },
    postCompleteLabels: { [RELEASE_LABEL]: "$(LATEST_VERSION)" },
  };
}

/** Labels of the namespace. */
export function upgradeLabels(kubernetes: string): Readonly<Record<string, string>> {
  const security = POD_SECURITY_MODES.flatMap((mode): (readonly [string, string])[] => [
    [`${POD_SECURITY_LABEL}/${mode}`, "privileged"],
    [`${POD_SECURITY_LABEL}/${mode}-version`, `v${kubernetes}`],
  ]);
  return Object.fromEntries([[MANAGED_BY_LABEL, "atoll"], ...security]);
}
