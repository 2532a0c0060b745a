import { imageName } from "./chart-source.ts";

/**
 * Images of what atoll runs in a cluster without a chart, by tag: nobody has recorded their digests yet.
 *
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook/releases/tag/v0.6.17
 * @see https://github.com/rancher/system-upgrade-controller/releases/tag/v0.20.1
 */
export const SYSTEM_IMAGES = {
  "pod-identity-webhook": "public.ecr.aws/eks/amazon-eks-pod-identity-webhook:v0.6.17",
  "system-upgrade-controller": "docker.io/rancher/system-upgrade-controller:v0.20.1",
  kubectl: "docker.io/rancher/kubectl:v1.35.6",
} as const;

/**
 * Cloud controllers by Kubernetes minor, with which they are released.
 *
 * @see https://github.com/kubernetes/cloud-provider-aws/releases
 */
const CLOUD_CONTROLLERS: Readonly<Record<string, string>> = {
  "1.33": "v1.33.4",
  "1.34": "v1.34.3",
  "1.35": "v1.35.2",
  "1.36": "v1.36.1",
};

/** What replaces the program of K3s on a machine; its tag is the release, which the plan adds. @see https://github.com/k3s-io/k3s-upgrade */
const K3S_UPGRADE = "docker.io/rancher/k3s-upgrade";

/** An image of the cluster's own, from the mirror if there is one. */
export function systemImage(name: keyof typeof SYSTEM_IMAGES, mirror?: string): string {
  return mirrored(SYSTEM_IMAGES[name], mirror);
}

/** Repository of all of them. */
export const CLOUD_CONTROLLER_REPOSITORY = "registry.k8s.io/provider-aws/cloud-controller-manager";

/** The cloud controller of one Kubernetes minor, from the mirror if there is one. */
export function cloudControllerImage(minor: string, mirror?: string): string {
  const version = CLOUD_CONTROLLERS[minor];
  if (version === undefined)
    throw new Error(`the catalog has no cloud controller of AWS for Kubernetes ${minor}`);
  return mirrored(`${CLOUD_CONTROLLER_REPOSITORY}:${version}`, mirror);
}

/** The image that upgrades K3s, without a tag, from the mirror if there is one. */
export function k3sUpgradeImage(mirror?: string): string {
  return mirror === undefined ? K3S_UPGRADE : `${mirror}/${K3S_UPGRADE}`;
}

function mirrored(image: string, mirror: string | undefined): string {
  const { registry, path, tag } = imageName(image, mirror);
  return `${registry}/${path}:${tag}`;
}
