import type { ProviderFacts, Resource } from "./resource.ts";
import { Value } from "./value.ts";

const READ = new WeakMap<ProviderFacts, Value>();
const NONE = new Value("tags", undefined);

/** Tags that a resource's provider adds to all it makes: data in a plan, JSON in the engine. Each provider is read once. */
export function defaultTags({ provider }: Pick<Resource, "provider">): Value {
  if (provider === undefined) return NONE;
  const known = READ.get(provider);
  if (known !== undefined) return known;
  const read = new Value("tags", provider.inputs["defaultTags"]).parsed.at("tags");
  READ.set(provider, read);
  return read;
}
