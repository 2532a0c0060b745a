import { imageName } from "../../../fleet/charts/chart-source.ts";
import type { IpFamily } from "../../../fleet/networks/ip-family.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { KARPENTER_SERVICE_ACCOUNT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { launcherDnsPolicy } from "../dns-policy.ts";

/** What the controller's values name; `T` is text, or what becomes text once the cloud has answered. */
export interface ControllerParts<T> {
  readonly cluster: string;
  readonly endpoint: T;
  readonly queue: T;
  /** Pods of the controller. Range 1..3. */
  readonly replicas: number;
  /** Whether the network has no way out, so that prices and other public endpoints are not asked. */
  readonly isolatedVpc: boolean;
  /** Family of its own pods' addresses. @default - IPv4 */
  readonly ipFamily?: IpFamily;
  /** Annotations of its ServiceAccount. @default none */
  readonly annotations?: Readonly<Record<string, unknown>>;
  /** Region of AWS, where nothing else tells its pods. @default - told beside their credentials */
  readonly awsRegion?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
}

/** Names the region to every library of AWS. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html */
const REGION_VARIABLE = "AWS_REGION";

/** @see https://karpenter.sh/docs/reference/settings/ */
export function karpenterValues<T>(parts: ControllerParts<T>): Readonly<Record<string, unknown>> {
  const { cluster, endpoint, queue, replicas, isolatedVpc, imageMirror, awsRegion } = parts;
  const { annotations = {} } = parts;
  const annotated = Object.keys(annotations).length === 0 ? {} : { annotations };
  return {
    replicas,
    serviceAccount: { create: true, name: KARPENTER_SERVICE_ACCOUNT, ...annotated },
    dnsPolicy: launcherDnsPolicy(parts.ipFamily),
    settings: {
      clusterName: cluster,
      clusterEndpoint: endpoint,
      interruptionQueue: queue,
      isolatedVPC: isolatedVpc,
      ...(awsRegion === undefined ? {} : { eksControlPlane: false }),
    },
    controller: {
      ...mirroredImage(imageMirror),
      ...(awsRegion === undefined ? {} : { env: [{ name: REGION_VARIABLE, value: awsRegion }] }),
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
    },
  };
}

/** The published chart names its image by digest, which a mirror keeps. */
function mirroredImage(mirror: string | undefined): object {
  if (mirror === undefined) return {};
  const [image] = CHARTS.karpenter.images;
  const { registry, path, tag } = imageName(image, mirror);
  return { image: { repository: `${registry}/${path}`, tag } };
}
