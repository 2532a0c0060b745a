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

/** Registry of one account in one region. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
export function ecrRegistry(accountId: string, awsRegion: string): string {
  return `${accountId}.dkr.ecr.${awsRegion}.amazonaws.com`;
}

/** AWS region of a registry in ECR; undefined for any other. */
export function ecrRegion(registry: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:$|\/)/.exec(registry)?.[1];
}

/** What a first pull through a cache asks for, beside what a pull does. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html */
export const FILL_CACHE_ACTIONS = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"] as const;

/** Repositories of copies of one registry. */
export function cacheRepositoriesArn(
  { accountId, awsRegion }: { readonly accountId: string; readonly awsRegion: string },
  host: string,
): string {
  return `arn:aws:ecr:${awsRegion}:${accountId}:repository/${host}/*`;
}
