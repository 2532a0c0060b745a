/** What the program wants inside a cluster, by the names under which a server knows it. */

/** An object as its inputs name it. */
export interface ObjectWish {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** @default - the object belongs to no namespace */
  readonly namespace?: string;
}

export interface ReleaseWish {
  readonly name: string;
  readonly namespace: string;
}

type Inputs = Readonly<Record<string, unknown>>;

/** Type of a chart's release. */
export const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

/** Whether something stands inside a cluster. */
export const isInsideCluster = (type: string): boolean => type.startsWith("kubernetes:");

/** A patch changes an object of somebody else: the provider cannot import one, and applies it anew where it is lost. */
export const isPatch = (type: string): boolean => isInsideCluster(type) && type.endsWith("Patch");

/** Name of an object; undefined where the program leaves it to the provider, or it is not known. */
export function objectWish({ apiVersion, kind, metadata }: Inputs): ObjectWish | undefined {
  if (typeof apiVersion !== "string" || typeof kind !== "string" || !isInputs(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (!isPlain(name)) return undefined;
  if (namespace === undefined) return { apiVersion, kind, name };
  return isPlain(namespace) ? { apiVersion, kind, name, namespace } : undefined;
}

export function releaseWish({ name, namespace }: Inputs): ReleaseWish | undefined {
  return isPlain(name) && isPlain(namespace) ? { name, namespace } : undefined;
}

/**
 * How the names of Helm's records of a release begin; a number follows.
 * @see https://helm.sh/docs/topics/advanced/#storage-backends
 */
export const releasePrefix = (name: string): string => `sh.helm.release.v1.${name}.`;

const isInputs = (value: unknown): value is Inputs => typeof value === "object" && value !== null;

/** Neither a reference to another resource nor a value that only the cloud knows. */
const isPlain = (value: unknown): value is string => typeof value === "string" && !/[<$]/.test(value);
