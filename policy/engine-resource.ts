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
}

/** A resource of the engine as the rules see it. */
export function engineResource({ type, name, props, opts, provider }: EngineResource): Resource {
  return {
    type,
    name,
    inputs: plainly(props),
    protect: opts.protect,
    ...(provider === undefined ? {} : { provider: { inputs: plainly(provider.props) } }),
  };
}

/**
 * Properties without the guard around them, which throws on every unknown value and so would skip the rule. It guards
 * reading, not looking at descriptors.
 */
function plainly(guarded: object): Readonly<Record<string, unknown>> {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(guarded));
  return Object.fromEntries(descriptors.map(([key, { value }]) => [key, value as unknown]));
}
