import { imageName } from "../../../fleet/charts/chart-source.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { EBS_CSI_SERVICE_ACCOUNT } from "../../../fleet/eks-vocabulary.ts";
import { CRITICAL_PRIORITY } from "../../../fleet/k3s/system-vocabulary.ts";
import { ON_SERVERS, SERVER_TOLERATIONS } from "../../cluster/controller-pod.ts";
import { resources, SPREAD } from "../../platform/workload.ts";

export interface EbsParts {
  readonly cluster: string;
  readonly awsRegion: string;
  /** Tags of all volumes. */
  readonly tags: Readonly<Record<string, string>>;
  /** Annotations of the controller's ServiceAccount. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** Pods of the controller, of which one works at a time. Range 1..2. */
  readonly replicas: number;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string | undefined;
}

/** Sidecars by their names in the chart's values: the image, and the memory that each needs, in MiB. */
const SIDECARS = {
  provisioner: { image: "csi-provisioner", memoryMiB: 128 },
  attacher: { image: "csi-attacher", memoryMiB: 128 },
  resizer: { image: "csi-resizer", memoryMiB: 128 },
  nodeDriverRegistrar: { image: "csi-node-driver-registrar", memoryMiB: 48 },
  livenessProbe: { image: "livenessprobe", memoryMiB: 48 },
} as const;

/**
 * The driver of EBS volumes. Its pods on nodes are in the network of their node, for the metadata of a machine, where they
 * learn its type and zone, is one hop away: what K3s says of nodes names neither.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md
 */
export function ebsValues(parts: EbsParts): Readonly<Record<string, unknown>> {
  const { imageMirror } = parts;
  return {
    image: ebsImage("aws-ebs-csi-driver:", imageMirror),
    sidecars: Object.fromEntries(
      Object.entries(SIDECARS).map(([key, { image, memoryMiB }]) => [
        key,
        { image: ebsImage(`${image}:`, imageMirror), resources: resources(10, memoryMiB) },
      ]),
    ),
    controller: controller(parts),
    node: {
      enableWindows: false,
      hostNetwork: true,
      metadataSources: "imds",
      resources: resources(10, 256),
    },
    helmTester: { enabled: false },
  };
}

function controller({ cluster, awsRegion, tags, identity, replicas }: EbsParts): object {
  return {
    replicaCount: replicas,
    region: awsRegion,
    k8sTagClusterId: cluster,
    extraVolumeTags: tags,
    serviceAccount: { create: true, name: EBS_CSI_SERVICE_ACCOUNT, annotations: identity },
    priorityClassName: CRITICAL_PRIORITY,
    tolerations: SERVER_TOLERATIONS,
    affinity: ON_SERVERS,
    // The chart adds whose pods they are.
    topologySpreadConstraints: SPREAD,
    podDisruptionBudget: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    resources: resources(10, 256),
  };
}

function ebsImage(containing: string, mirror: string | undefined): object {
  const image = CHARTS["aws-ebs-csi-driver"].images.find((one) => one.includes(`/${containing}`));
  if (image === undefined) throw new Error(`chart aws-ebs-csi-driver has no image ${containing}`);
  const { registry, path, tag } = imageName(image, mirror);
  return { repository: `${registry}/${path}`, tag };
}
