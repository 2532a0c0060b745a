import type { Json } from "./json.ts";
import type { PlannedOptions } from "./options.ts";

/** One resource that a stack would register, as the program sends it. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  /** Key (`type::name`) of the parent; absent below the stack itself. */
  readonly parent?: string;
  /** Key of the explicit provider; absent for components and providers. */
  readonly provider?: string;
  /** Inputs as sent: secrets masked, ids of other resources as `${name.id}`, anything else unknown as UNKNOWN. */
  readonly inputs: Readonly<Record<string, Json>>;
  /** Keys of what it waits for, sorted. */
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly custom: boolean;
  /** Cloud id that the first `up` imports. */
  readonly importId?: string;
  /** Options that decide replacement and deletion; absent when none is set. */
  readonly options?: PlannedOptions;
  /** Keys under which earlier revisions registered it; absent when there are none. */
  readonly aliases?: readonly string[];
  /** For each input that holds a value not shown: keys of the resources which that value comes from. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}

/** Stands for a value that only the cloud knows. */
export const UNKNOWN = "<known after up>";

/** Stands for a value that must not be shown. */
export const SECRET = "<secret>";

/** What one stack would register. Resources are sorted by key; the JSON form is stable byte for byte. */
export interface Plan {
  readonly schema: 1;
  readonly stack: string;
  readonly resources: readonly PlannedResource[];
}

/** `type::name`: unique within a stack, stable across runs. */
export function resourceKey(resource: { readonly type: string; readonly name: string }): string {
  return `${resource.type}::${resource.name}`;
}
