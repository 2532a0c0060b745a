import { PeeringConnectionOptions } from "@pulumi/aws/ec2/peeringConnectionOptions.js";
import { VpcPeeringConnection } from "@pulumi/aws/ec2/vpcPeeringConnection.js";
import { VpcPeeringConnectionAccepter } from "@pulumi/aws/ec2/vpcPeeringConnectionAccepter.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { type LinkDecisions, linkDecisions, type PlannedOptions } from "./link-plan.ts";
import { type PlaceScope, type Places, providerOf } from "./place.ts";
import { createRoutes } from "./routes.ts";
import { createRules } from "./rules.ts";
import type { LinkSettings } from "./settings.ts";
import { createZones } from "./zones.ts";

export interface LinkArgs extends LinkSettings {
  /** Both ends, each with its VPC; the requester's provider is that of the component. */
  readonly places: Places;
}

/** What all resources of one link have in common. */
interface Scope extends PlaceScope {
  readonly connection: VpcPeeringConnection;
  /** What makes the connection active, as far as atoll does. */
  readonly accepted: readonly pulumi.Resource[];
}

/**
 * A peering connection between two networks, with the routes of both ends and what their nodes let in. It touches no
 * resource of the stacks on its ends, only adds to what they made. The component's name is the link's.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
 */
export class Link extends pulumi.ComponentResource {
  /** Id of the connection, by which the other end accepts it. */
  readonly connectionId: pulumi.Output<string>;

  constructor(name: string, args: LinkArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { places, ...settings } = args;
    super("atoll:link:Link", name, {}, pulumi.mergeOptions(providerOf(places.requester), opts));
    const decided = linkDecisions(name, settings);

    const connection = createConnection(this, decided, places);
    const accepter = createAccepter(this, decided, { places, connection });
    const accepted = accepter === undefined ? [connection] : [connection, accepter];
    const scope: Scope = { parent: this, places, connection, accepted };
    for (const options of decided.options) createOptions(scope, options);
    createRoutes(scope, decided.routes, () => ({ vpcPeeringConnectionId: connection.id }), accepted);
    createRules(scope, decided.rules);
    createZones(scope, decided.zones);

    this.connectionId = connection.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }
}

/** A connection that accepts itself must not name its region, which is the provider's anyway. */
function createConnection(
  parent: pulumi.Resource,
  { connection: { name, ...planned } }: LinkDecisions,
  { requester: { vpcId }, accepter: { vpcId: peerVpcId } }: Places,
): VpcPeeringConnection {
  if (vpcId === undefined || peerVpcId === undefined) throw new Error(`${name} has an end without a VPC`);
  return new VpcPeeringConnection(
    name,
    { vpcId, peerVpcId, ...planned, tags: resourceTags(name) },
    { parent },
  );
}

function createAccepter(
  parent: pulumi.Resource,
  { accepterName: name }: LinkDecisions,
  { places, connection }: Pick<Scope, "places" | "connection">,
): VpcPeeringConnectionAccepter | undefined {
  if (name === undefined) return undefined;
  const args = { vpcPeeringConnectionId: connection.id, autoAccept: true, tags: resourceTags(name) };
  return new VpcPeeringConnectionAccepter(name, args, { parent, ...providerOf(places.accepter) });
}

/** AWS keeps one switch for each end, which only that end may turn. */
function createOptions({ parent, places, connection, accepted }: Scope, options: PlannedOptions): void {
  const { name, end, of } = options;
  const switches = Object.fromEntries(of.map((one) => [one, { allowRemoteVpcDnsResolution: true }]));
  const args = { vpcPeeringConnectionId: connection.id, ...switches };
  new PeeringConnectionOptions(name, args, { parent, ...providerOf(places[end]), dependsOn: [...accepted] });
}
