import type { Cluster } from "../inventory.ts";
import { storageOf } from "../k3s/k3s-servers.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { CHARTS } from "./charts.ts";
import { CLOUD_CONTROLLER_REPOSITORY, k3sUpgradeImage, SYSTEM_IMAGES } from "./system-images.ts";

/**
 * What K3s pulls by itself, with what atoll switches on. Their tags are those of the release: each has a list of them
 * beside it, `k3s-images.txt`.
 *
 * @see https://docs.k3s.io/installation/airgap
 */
const OWN_IMAGES = ["docker.io/rancher/mirrored-pause", "docker.io/rancher/mirrored-coredns-coredns"];
const LOCAL_PATH_IMAGES = [
  "docker.io/rancher/local-path-provisioner",
  "docker.io/rancher/mirrored-library-busybox",
];
const SERVICE_LB_IMAGES = ["docker.io/rancher/klipper-lb"];

/** Images that a K3s cluster needs before its platform, those of K3s itself without their tags. */
export function k3sImages(cluster: Cluster): readonly string[] {
  const inCloud = cluster.provider === "aws";
  const storage = storageOf(cluster);
  return [
    ...OWN_IMAGES,
    ...(storage === "local-path" ? LOCAL_PATH_IMAGES : []),
    ...(inCloud ? [] : SERVICE_LB_IMAGES),
    SYSTEM_IMAGES["system-upgrade-controller"],
    SYSTEM_IMAGES.kubectl,
    k3sUpgradeImage(),
    ...(storage === "longhorn" ? CHARTS.longhorn.images : []),
    ...(storage === "ebs" ? CHARTS["aws-ebs-csi-driver"].images : []),
    ...(inCloud ? [...CHARTS["aws-load-balancer-controller"].images, CLOUD_CONTROLLER_REPOSITORY] : []),
  ];
}

/** Images by which pods of a cluster get their rights in the cloud, where atoll brings them. */
export function identityImages({ kind, provider, oidc }: Cluster): readonly string[] {
  const isOurs = kind === "k3s" && provider === "aws";
  const isInstalled = oidc?.webhook === "install";
  return isOurs || isInstalled ? [SYSTEM_IMAGES["pod-identity-webhook"]] : [];
}

/** Images of what launches nodes, where atoll does. */
export function launcherImages(cluster: Cluster): readonly string[] {
  return launchesNodes(cluster) ? CHARTS[cluster.nodes.autoscaler].images : [];
}
