import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";
import { wiringOf } from "./wiring.ts";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Namespaces that every cluster has; what runs there is not ours to fence in. */
const SYSTEM_NAMESPACES: ReadonlySet<string | undefined> = new Set([
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
]);

/** A namespace that the stack makes. */
export interface PlannedNamespace {
  readonly resource: Resource;
  /** Undefined when it is not known yet. */
  readonly name: string | undefined;
  readonly labels: Value;
}

/** Namespaces of a stack, without those that every cluster has. */
export function namespacesOf(resources: readonly Resource[]): readonly PlannedNamespace[] {
  return objectsOf(resources, NAMESPACE)
    .map((resource) => {
      const metadata = new Value("metadata", resource.inputs["metadata"]);
      const named = metadata.at("name");
      return { resource, name: named.text, labels: metadata.at("labels") };
    })
    .filter(({ name }) => !SYSTEM_NAMESPACES.has(name));
}

/** Objects of one type. */
export function objectsOf(resources: readonly Resource[], type: string): readonly Resource[] {
  return wiringOf(resources).ofType(type);
}

/** Namespace that an object lives in. */
export function namespaceOf({ inputs }: Resource): Value {
  return new Value("metadata", inputs["metadata"]).at("namespace");
}
