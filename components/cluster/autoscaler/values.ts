import {
  AUTOSCALER_POD_NAME,
  AUTOSCALER_SERVICE_ACCOUNT,
  AUTOSCALER_VERSIONS,
  GROUP_LABEL,
} from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { imageName } from "../../../fleet/charts/chart-source.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { SYSTEM_NODE_TAINT } from "../../../fleet/eks-vocabulary.ts";
import type { IpFamily } from "../../../fleet/networks/ip-family.ts";
import { CAPACITY_TYPE_LABEL } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { NodeGroupPlan } from "../../../fleet/nodes/node-groups.ts";
import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { resources, spread } from "../../platform/workload.ts";
import { launcherDnsPolicy } from "../dns-policy.ts";
import { FLOOR_PRIORITY } from "../karpenter/floor-plan.ts";

/** What the chart's values name; `T` is text, or what becomes text once the cloud has answered. */
export interface AutoscalerParts<T> {
  readonly awsRegion: string;
  /** Kubernetes minor version that it simulates, such as "1.35". */
  readonly kubernetes: string;
  /** Pods, of which one works at a time. Range 1..3. */
  readonly replicas: number;
  /** Nodes of the cluster, those of the system included. Range 1..5000. */
  readonly maxNodes: number;
  /** Minutes for which a node must not have been needed before it goes. Range 1..60. */
  readonly unneededMinutes: number;
  readonly groups: readonly (NodeGroupPlan & { readonly autoscalingGroup: T })[];
  /** Pattern that the names of a share's groups match, and no others. @default - those that EKS gives */
  readonly patternOf?: (share: string) => string;
  /** Annotations of its ServiceAccount. @default none */
  readonly annotations?: Readonly<Record<string, unknown>>;
  /** Family of its own pods' addresses. @default - IPv4 */
  readonly ipFamily?: IpFamily | undefined;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string | undefined;
}

/**
 * Values of the chart. Groups and their limits are named, not discovered: EKS marks the system's group for discovery,
 * too, and a limit of an autoscaling group that is lowered would end nodes that nobody has drained.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-are-the-parameters-to-ca
 */
export function autoscalerValues<T>(parts: AutoscalerParts<T>): Readonly<Record<string, unknown>> {
  const { awsRegion, replicas, groups, annotations = {} } = parts;
  const annotated = Object.keys(annotations).length === 0 ? {} : { annotations };
  return {
    cloudProvider: "aws",
    awsRegion,
    fullnameOverride: AUTOSCALER_SERVICE_ACCOUNT,
    rbac: { serviceAccount: { create: true, name: AUTOSCALER_SERVICE_ACCOUNT, ...annotated } },
    image: image(parts),
    replicaCount: replicas,
    podDisruptionBudget: { maxUnavailable: 1 },
    autoscalingGroups: groups.map(({ autoscalingGroup, max }) => ({
      name: autoscalingGroup,
      minSize: 0,
      maxSize: max,
    })),
    expanderPriorities: expanderPriorities(groups, parts.patternOf),
    extraArgs: flags(parts),
    dnsPolicy: launcherDnsPolicy(parts.ipFamily),
    ...onSystemNodes(),
    ...closed(),
    resources: resources(100, 600),
  };
}

function image({ kubernetes, imageMirror }: AutoscalerParts<unknown>): object {
  const wanted = AUTOSCALER_VERSIONS[kubernetes];
  const found = CHARTS["cluster-autoscaler"].images.find((one) => one.endsWith(`:v${wanted ?? ""}`));
  if (found === undefined)
    throw new Error(`the catalog has no Cluster Autoscaler for Kubernetes ${kubernetes}`);
  const { registry, path, tag } = imageName(found, imageMirror);
  return { repository: `${registry}/${path}`, tag };
}

function flags({ maxNodes, unneededMinutes }: AutoscalerParts<unknown>): object {
  return {
    // Spot first; of groups that are as good, the one that is filled best.
    expander: "priority,least-waste",
    // One group for each zone: together they are as even over the zones as pods allow. What else nodes have among their
    // labels, such as the release that they run, says nothing of their group.
    "balance-similar-node-groups": "true",
    "balancing-label_1": GROUP_LABEL,
    "balancing-label_2": CAPACITY_TYPE_LABEL,
    "max-nodes-total": String(maxNodes),
    "scale-down-unneeded-time": `${unneededMinutes}m`,
    // Placeholders count like other pods; whoever is below this line neither gets a node nor keeps one.
    "expendable-pods-priority-cutoff": String(FLOOR_PRIORITY.value),
    // Karpenter moves pods with scratch space, too.
    "skip-nodes-with-local-storage": "false",
  };
}

/** The number of an update's day that AWS's provider puts behind a group's prefix, so that no other name begins alike. */
const NUMBER = "[0-9]{18}";

/** What EKS calls the autoscaling groups of a share: `eks-<name>-<unique>`. */
export function eksGroupPattern(share: string): string {
  return `^eks-${share}-[a-z]-${NUMBER}`;
}

/** Groups of spot machines first. A group is known by the name of its autoscaling group. */
export function expanderPriorities(
  groups: readonly Pick<NodeGroupPlan, "share" | "capacity">[],
  patternOf: (share: string) => string = eksGroupPattern,
): Readonly<Record<string, readonly string[]>> {
  const spot = [
    ...new Set(groups.filter(({ capacity }) => capacity === "spot").map(({ share }) => share)),
  ].map(patternOf);
  return { "10": [".*"], ...(spot.length === 0 ? {} : { "20": spot }) };
}

/** Beside what must be there before any other node; never on a node that it may end. */
function onSystemNodes(): object {
  return {
    tolerations: [{ key: SYSTEM_NODE_TAINT, operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: GROUP_LABEL, operator: "DoesNotExist" }] }],
        },
      },
    },
    topologySpreadConstraints: spread({ [APP_NAME_LABEL]: AUTOSCALER_POD_NAME }),
  };
}

function closed(): object {
  return {
    securityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
}
