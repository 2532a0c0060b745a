import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass.js";
import type * as pulumi from "@pulumi/pulumi";
import { CLASS_DEFAULT_ANNOTATION } from "../../../fleet/eks-vocabulary.ts";
import { MANAGED_BY_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import {
  LONGHORN_CLASS,
  LONGHORN_NAMESPACE,
  LONGHORN_PROVISIONER,
} from "../../../fleet/k3s/system-vocabulary.ts";
import type { ObjectPlace } from "../../cluster/system-objects.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import {
  longhornClassParameters,
  longhornLabels,
  type LonghornParts,
  longhornPolicies,
  longhornValues,
} from "./longhorn-plan.ts";

export interface LonghornArgs extends ObjectPlace, LonghornParts {
  /** Kubernetes minor version whose Pod Security its namespace has, such as "1.35". */
  readonly kubernetes: string;
  /** Ranges from which the API server calls: those of servers, and of pods, whose addresses it has beyond its own node. */
  readonly apiServerRanges: readonly pulumi.Input<string>[];
  /** Ranges of the nodes. */
  readonly nodeRanges: readonly pulumi.Input<string>[];
  /** Refuses to delete what holds the data. @default - it may be deleted */
  readonly protect?: boolean;
  /** Where charts come from. @default - the chart's own repository */
  readonly chartMirror?: string;
}

/** Seconds that a release may take: its pods start one after another, on every node. */
const TIMEOUT_SECONDS = 1_200;

/** Longhorn in a namespace of its own, closed but for what it needs, and the class of its volumes. */
export function createLonghorn(args: LonghornArgs): readonly pulumi.Resource[] {
  const { name, parent, provider, dependsOn, protect = false } = args;
  const namespace = new Namespace(
    `${name}-longhorn-namespace`,
    { metadata: { name: LONGHORN_NAMESPACE, labels: longhornLabels(args.kubernetes) } },
    { parent, provider, protect, dependsOn: [...dependsOn] },
  );
  const policies = createPolicies(args, namespace);
  const release = chartRelease(`${name}-longhorn`, {
    chart: "longhorn",
    namespace: LONGHORN_NAMESPACE,
    timeoutSeconds: TIMEOUT_SECONDS,
    parent,
    provider,
    protect,
    ...(args.chartMirror === undefined ? {} : { mirror: args.chartMirror }),
    values: longhornValues(args),
    dependsOn: [namespace, ...policies],
  });
  return [release, createClass(args, release)];
}

function createPolicies(args: LonghornArgs, namespace: Namespace): readonly NetworkPolicy[] {
  const { name, parent, provider } = args;
  return [...longhornPolicies<pulumi.Input<string>>(args)].map(
    ([policy, spec]) =>
      new NetworkPolicy(
        `${name}-longhorn-${policy}`,
        {
          metadata: {
            name: policy,
            namespace: LONGHORN_NAMESPACE,
            labels: { [MANAGED_BY_LABEL]: "atoll" },
          },
          spec,
        },
        { parent, provider, dependsOn: [namespace], deletedWith: namespace },
      ),
  );
}

/** Every node reaches every volume, so none waits for the pod that uses it first. */
function createClass(args: LonghornArgs, release: pulumi.Resource): StorageClass {
  const { name, parent, provider } = args;
  return new StorageClass(
    `${name}-longhorn-class`,
    {
      metadata: { name: LONGHORN_CLASS, annotations: { [CLASS_DEFAULT_ANNOTATION]: "true" } },
      provisioner: LONGHORN_PROVISIONER,
      parameters: longhornClassParameters(args),
      volumeBindingMode: "Immediate",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    },
    { parent, provider, dependsOn: [release] },
  );
}
