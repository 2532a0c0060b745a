import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { type EndArgs, Link } from "../components/link/link.ts";
import type { Fleet, Link as LinkEntry } from "../fleet/inventory.ts";
import { handWork } from "../fleet/link-sides.ts";
import { networkPlan, privateZones } from "../fleet/network-plan.ts";
import { linkTags } from "../fleet/tags.ts";
import { endPlaces, foreignEnd, linkSettings } from "./link-settings.ts";
import { outputsOfStack } from "./stack-outputs.ts";

/** What people need of a link. */
export interface LinkOutputs {
  /** Id of the peering connection. */
  readonly connectionId: pulumi.Output<string>;
  /** What only somebody else can do, in words; absent when nothing is left. */
  readonly handWork?: string;
}

/** Registers what connects two networks. Their own stacks are read, and never changed. */
export function deployLink(fleet: Fleet, link: LinkEntry): LinkOutputs {
  const settings = linkSettings(fleet, link);
  const { provider, farProvider } = providersOf(fleet, link, settings.acceptance === "automatic");
  const far = foreignEnd(link) ?? clusterEnd(fleet, link.to.cluster ?? "");
  const places = {
    requester: { provider, ...clusterEnd(fleet, link.from) },
    accepter: { ...(farProvider === undefined ? {} : { provider: farProvider }), ...far },
  };
  const { connectionId } = new Link(link.id, { ...settings, places });
  const left = handWork(link);
  return { connectionId, ...(left === undefined ? {} : { handWork: left }) };
}

interface Providers {
  readonly provider: Provider;
  /** That of the other end; absent where an account is somebody else's. */
  readonly farProvider?: Provider;
}

/** Each place has a provider of its own, which refuses every other account. */
function providersOf(fleet: Fleet, link: LinkEntry, isOnePlace: boolean): Providers {
  const tags = linkTags(fleet, link);
  const { requester, accepter } = endPlaces(fleet, link);
  const provider = awsProvider("aws", { ...requester, tags });
  if (isOnePlace) return { provider, farProvider: provider };
  if (accepter.role === undefined) return { provider };
  return { provider, farProvider: awsProvider("aws-accepter", { ...accepter, tags }) };
}

/** Ids of a cluster's network, as its own stack shows them. */
function clusterEnd(fleet: Fleet, id: string): Omit<EndArgs, "provider"> {
  const shown = outputsOfStack(id);
  const tables = privateZones(networkPlan(fleet, id)).map(
    (zone) => [`private-${zone}`, shown("privateRouteTableIds", zone)] as const,
  );
  return {
    vpcId: shown("vpcId"),
    routeTableIds: Object.fromEntries(tables),
    ...(fleet.clusters.get(id)?.kind === "eks" ? { nodeSecurityGroupId: shown("nodeSecurityGroupId") } : {}),
  };
}
