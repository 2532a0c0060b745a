import type { PolicyProviderResource, PolicyResourceOptions } from "@pulumi/policy";
import type { Resource } from "./resource.ts";

/** What the engine hands to a policy, for one resource or for a stack. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: Pick<PolicyResourceOptions, "protect">;
  readonly provider?: PolicyProviderResource;
  /** Resources that each property comes from; absent for a resource alone. */
  readonly propertyDependencies?: Readonly<
    Record<string, readonly { readonly type: string; readonly name: string }[]>
  >;
}

/** A resource of the engine as the rules see it. */
export function engineResource(one: EngineResource): Resource {
  const { type, name, props, opts, provider } = one;
  return {
    type,
    name,
    inputs: plainly(props),
    protect: opts.protect,
    ...(provider === undefined ? {} : { provider: { inputs: plainly(provider.props) } }),
    ...sourcesOf(one),
  };
}

/** Where the engine says which property depends on what. */
function sourcesOf({ propertyDependencies }: EngineResource): Pick<Resource, "sources"> {
  if (propertyDependencies === undefined) return {};
  const entries = Object.entries(propertyDependencies).map(
    ([input, from]) => [input, from.map(({ type, name }) => `${type}::${name}`)] as const,
  );
  return { sources: Object.fromEntries(entries) };
}

/**
 * Properties without the guard around them, which throws on every unknown value and so would skip the rule. It guards
 * reading, not looking at descriptors.
 */
function plainly(guarded: object): Readonly<Record<string, unknown>> {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(guarded));
  return Object.fromEntries(descriptors.map(([key, { value }]) => [key, value as unknown]));
}
