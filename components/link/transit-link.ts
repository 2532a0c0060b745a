import { PeeringAttachment } from "@pulumi/aws/ec2transitgateway/peeringAttachment.js";
import { PeeringAttachmentAccepter } from "@pulumi/aws/ec2transitgateway/peeringAttachmentAccepter.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { createGatewayRoute, createSide, type GatewayArgs, type Outside } from "./gateway-side.ts";
import { type EndArgs, providerOf } from "./place.ts";
import { createRoutes } from "./routes.ts";
import { createRules } from "./rules.ts";
import type { End } from "./settings.ts";
import { type TransitDecisions, transitLinkDecisions } from "./transit-plan.ts";
import type { PeerGateway, TransitLinkSettings } from "./transit-settings.ts";
import { createZones } from "./zones.ts";

export interface TransitLinkArgs extends TransitLinkSettings {
  /** Both ends; the requester's provider is that of the component. */
  readonly places: Readonly<Record<End, EndArgs>>;
  /** The gateways of the ends; that of the accepter is absent where a network is attached by its owner. */
  readonly gateways: Readonly<Partial<Record<End, GatewayArgs>>>;
  /** Attachment of a network that its owner has attached. @default - the other end is a cluster */
  readonly foreignAttachmentId?: string;
}

/**
 * The way between two networks behind transit gateways that have none, and what their nodes let in. It adds routes to
 * the tables of the gateways and of the VPCs, and changes nothing that their stacks made.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
export class TransitLink extends pulumi.ComponentResource {
  /** Id of the peering of two gateways; absent with one. */
  readonly connectionId?: pulumi.Output<string>;

  constructor(name: string, args: TransitLinkArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { places, gateways, foreignAttachmentId, ...settings } = args;
    super("atoll:link:TransitLink", name, {}, pulumi.mergeOptions(providerOf(places.requester), opts));
    const decided = transitLinkDecisions(name, settings);
    const scope = { parent: this, places };

    const peering = createPeering(this, decided, gateways, settings.peer);
    const outside = peering ?? { attachmentId: foreignAttachmentId ?? "", ready: [] };
    for (const side of decided.sides) createSide(this, side, gatewayOf(gateways, side.end), outside);
    for (const route of decided.gatewayRoutes) createAcross(this, route, gateways);
    const target = (end: End) => ({ transitGatewayId: gatewayOf(gateways, end).gatewayId });
    createRoutes(scope, decided.routes, target, []);
    createRules(scope, decided.rules);
    createZones(scope, decided.zones);

    if (peering !== undefined) this.connectionId = pulumi.output(peering.attachmentId);
    this.registerOutputs(this.connectionId === undefined ? {} : { connectionId: this.connectionId });
  }
}

type Gateways = TransitLinkArgs["gateways"];

function gatewayOf(gateways: Gateways, end: End): GatewayArgs {
  const found = gateways[end];
  if (found === undefined) throw new Error(`the gateway of the ${end} was not given`);
  return found;
}

/** Two gateways meet once one asks and the other accepts, each by the account that has it. */
function createPeering(
  parent: pulumi.Resource,
  { peering }: TransitDecisions,
  gateways: Gateways,
  peer?: PeerGateway,
): Outside | undefined {
  if (peering === undefined || peer === undefined) return undefined;
  const { name, accepterName } = peering;
  const [asks, accepts] = [gatewayOf(gateways, "requester"), gatewayOf(gateways, "accepter")];
  const request = new PeeringAttachment(
    name,
    {
      transitGatewayId: asks.gatewayId,
      peerTransitGatewayId: accepts.gatewayId,
      peerRegion: peer.awsRegion,
      ...(peer.accountId === undefined ? {} : { peerAccountId: peer.accountId }),
      tags: resourceTags(name),
    },
    { parent, provider: asks.provider },
  );
  const accepter = new PeeringAttachmentAccepter(
    accepterName,
    { transitGatewayAttachmentId: request.id, tags: resourceTags(accepterName) },
    { parent, provider: accepts.provider },
  );
  return { attachmentId: request.id, ready: [accepter] };
}

/** From the table of one environment to the network of another, behind the same gateway. */
function createAcross(
  parent: pulumi.Resource,
  route: TransitDecisions["gatewayRoutes"][number],
  gateways: Gateways,
): void {
  if (route.to === "outside") throw new Error(`${route.name} leads outside of the gateway`);
  const { tableId, provider } = gatewayOf(gateways, route.end);
  const { attachmentId } = gatewayOf(gateways, route.to);
  createGatewayRoute(route, { tableId, attachmentId, opts: { parent, provider } });
}
