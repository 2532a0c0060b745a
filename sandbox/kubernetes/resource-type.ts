import { ProviderError } from "../provider/error.ts";
import type { Properties } from "../provider/properties.ts";

/** What a type token of the Kubernetes package stands for. */
export interface ResourceType {
  /** As objects write it: `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** `DeploymentPatch` and the like: it changes some fields of an object that others made. */
  readonly isPatch: boolean;
}

export const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

const TOKEN = /^kubernetes:([a-z0-9.-]+)\/(v[a-z0-9]+):([A-Z]\w*)$/;

/** Components and remote components of the package: they make objects of their own, which nobody sees in a plan. */
const NOT_SIMULATED: readonly (readonly [RegExp, string])[] = [
  [/^kubernetes:helm\.sh\/v\d:/, "install charts by kubernetes:helm.sh/v3:Release"],
  [/^kubernetes:(yaml|kustomize)(\/v\d)?:/, "declare each object as a resource of its own"],
  [/^kubernetes:[^:]*:\w+List$/, "declare each object as a resource of its own"],
];

/** Kinds of custom resources may end in `List`; those of the SDK that do are lists of objects. */
function refusal(token: string, inputs: Properties): string | undefined {
  const found = NOT_SIMULATED.find(([pattern]) => pattern.test(token));
  if (found === undefined || (token.endsWith("List") && inputs["items"] === undefined)) return undefined;
  return `${token} is not simulated; ${found[1]}`;
}

/** @throws ProviderError when the stand-in has no such type. */
export function resourceType(token: string, inputs: Properties = {}): ResourceType {
  const reason = refusal(token, inputs);
  if (reason !== undefined) throw new ProviderError(reason);
  const [, group = "", version = "", kind = ""] = TOKEN.exec(token) ?? [];
  if (kind === "") throw new ProviderError(`the stand-in for the Kubernetes provider has no ${token}`);
  const apiVersion = group === "core" ? version : `${group}/${version}`;
  // Custom resources may be called anything: that of a patch says by its inputs which kind it changes.
  const isOwn = !group.includes(".") || group.endsWith(".k8s.io");
  const isPatch = kind.endsWith("Patch") && (isOwn || inputs["kind"] === kind.slice(0, -"Patch".length));
  return { apiVersion, kind: isPatch ? kind.slice(0, -"Patch".length) : kind, isPatch };
}

/** Group of `apps/v1`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}
