/** What a K3s cluster of one Kubernetes minor runs. */
export interface K3sRelease {
  /** Name of the release. */
  readonly version: string;
  /** Page it is from. */
  readonly source: string;
  /** Day on which it was looked up. */
  readonly checked: string;
  /** False until a cluster in an account has run it. */
  readonly confirmed: boolean;
}

const CHECKED = "2026-11-27";

function release(version: string): K3sRelease {
  const source = `https://github.com/k3s-io/k3s/releases/tag/${encodeURIComponent(version)}`;
  return { version, source, checked: CHECKED, confirmed: false };
}

/** Releases by Kubernetes minor: the last patch of each that others had in use when it was looked up. */
export const K3S_RELEASES: Readonly<Record<string, K3sRelease>> = {
  "1.33": release("v1.33.13+k3s2"),
  "1.34": release("v1.34.11+k3s1"),
  "1.35": release("v1.35.8+k3s1"),
  "1.36": release("v1.36.4+k3s1"),
};

/** Minors of the catalog, the oldest first. */
export const K3S_MINORS: readonly string[] = Object.keys(K3S_RELEASES);

/** What a cluster of this minor runs; the loader has checked that the catalog knows it. */
export function k3sRelease(minor: string): K3sRelease {
  const found = K3S_RELEASES[minor];
  if (found === undefined) throw new Error(`the catalog has no release of K3s for Kubernetes ${minor}`);
  return found;
}

/**
 * Day of the images of all machines: one that never moves, where `current` would be another one every few weeks.
 *
 * @see https://cloud-images.ubuntu.com/locator/ec2/
 */
const IMAGE_SERIAL = "20260901";

/**
 * Image of all machines of K3s clusters in AWS, which AWS looks up in each region when it starts one.
 *
 * @see https://documentation.ubuntu.com/aws/en/latest/aws-how-to/instances/find-ubuntu-images/
 */
export function k3sImage(architecture: "amd64" | "arm64" = "amd64"): string {
  const parameter = `/aws/service/canonical/ubuntu/server/24.04/stable/${IMAGE_SERIAL}/${architecture}/hvm/ebs-gp3/ami-id`;
  return `resolve:ssm:${parameter}`;
}
