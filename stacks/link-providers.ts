import type { Provider } from "@pulumi/aws/provider.js";
import { awsProvider } from "../components/aws-provider.ts";
import type { Fleet, Link } from "../fleet/inventory.ts";
import { linkTags } from "../fleet/tags.ts";
import type { Place } from "./network-settings.ts";

/** The provider of a place; the name is for the first who asks. */
export type ProviderAt = (name: string, place: Place) => Provider;

/** Each account and AWS region has one provider, which refuses every other. */
export function linkProviders(fleet: Fleet, link: Link): ProviderAt {
  const tags = linkTags(fleet, link);
  const made = new Map<string, Provider>();
  return (name, place) => {
    const key = `${place.accountId}/${place.awsRegion}`;
    const provider = made.get(key) ?? awsProvider(name, { ...place, tags });
    made.set(key, provider);
    return provider;
  };
}
