/** A registry of images that ECR can pull through. */
export interface UpstreamRegistry {
  /** Host in the name of an image. */
  readonly host: string;
  /** Where ECR pulls from. @default - the host itself */
  readonly upstream?: string;
  /** Whether ECR asks for credentials. */
  readonly needsCredentials: boolean;
}

/**
 * Registries that pull-through cache rules know, by the names that regions use.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export const REGISTRIES = {
  "docker-hub": { host: "docker.io", upstream: "registry-1.docker.io", needsCredentials: true },
  "ecr-public": { host: "public.ecr.aws", needsCredentials: false },
  github: { host: "ghcr.io", needsCredentials: true },
  gitlab: { host: "registry.gitlab.com", needsCredentials: true },
  kubernetes: { host: "registry.k8s.io", needsCredentials: false },
  quay: { host: "quay.io", needsCredentials: false },
} as const satisfies Readonly<Record<string, UpstreamRegistry>>;

export type RegistryName = keyof typeof REGISTRIES;

export const REGISTRY_NAMES = Object.keys(REGISTRIES) as readonly RegistryName[];

/** How the name of a secret for ECR must begin. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html */
export const CACHE_SECRET_PREFIX = "ecr-pullthroughcache/";
