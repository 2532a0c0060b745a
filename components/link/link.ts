import { PeeringConnectionOptions } from "@pulumi/aws/ec2/peeringConnectionOptions.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { VpcPeeringConnection } from "@pulumi/aws/ec2/vpcPeeringConnection.js";
import { VpcPeeringConnectionAccepter } from "@pulumi/aws/ec2/vpcPeeringConnectionAccepter.js";
import type { Provider } from "@pulumi/aws/provider.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { type LinkDecisions, linkDecisions, type PlannedOptions, type PlannedRule } from "./link-plan.ts";
import type { End, LinkSettings } from "./settings.ts";

/** One end, as the cloud knows it. */
export interface EndArgs {
  /** AWS provider, guarded by account and region; absent where an account is somebody else's. @default none */
  readonly provider?: Provider;
  /** The network. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the route tables, by the keys of `EndSettings.tables`. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of the nodes; allowances need it. @default none */
  readonly nodeSecurityGroupId?: pulumi.Input<string>;
}

export interface LinkArgs extends LinkSettings {
  /** Both ends; the requester's provider is that of the component. */
  readonly places: Readonly<Record<End, EndArgs>>;
}

/** What all resources of one link have in common. */
interface Scope {
  readonly parent: pulumi.Resource;
  readonly places: LinkArgs["places"];
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
    createRoutes(scope, decided);
    for (const rule of decided.rules) createRule(scope, rule);

    this.connectionId = connection.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }
}

/** A connection that accepts itself must not name its region, which is the provider's anyway. */
function createConnection(
  parent: pulumi.Resource,
  { connection: { name, ...planned } }: LinkDecisions,
  { requester, accepter }: LinkArgs["places"],
): VpcPeeringConnection {
  const ends = { vpcId: requester.vpcId, peerVpcId: accepter.vpcId };
  return new VpcPeeringConnection(name, { ...ends, ...planned, tags: resourceTags(name) }, { parent });
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

function createRoutes({ parent, places, connection, accepted }: Scope, { routes }: LinkDecisions): void {
  for (const { name, end, table, cidr } of routes) {
    const routeTableId = places[end].routeTableIds[table];
    if (routeTableId === undefined) throw new Error(`${name} leads from a table that was not given`);
    new Route(
      name,
      { routeTableId, destinationCidrBlock: cidr, vpcPeeringConnectionId: connection.id },
      { parent, ...providerOf(places[end]), dependsOn: [...accepted] },
    );
  }
}

/** By range, not by group: a group of another region cannot be named. */
function createRule({ parent, places }: Scope, rule: PlannedRule): void {
  const { name, end, cidr, protocol, port, why } = rule;
  const securityGroupId = places[end].nodeSecurityGroupId;
  if (securityGroupId === undefined) throw new Error(`${name} is for nodes whose group was not given`);
  // All types of icmp, and all their codes.
  const ports = port === undefined ? { fromPort: -1, toPort: -1 } : { fromPort: port, toPort: port };
  const args = { securityGroupId, cidrIpv4: cidr, ipProtocol: protocol, ...ports, description: why };
  new SecurityGroupIngressRule(
    name,
    { ...args, tags: resourceTags(name) },
    { parent, ...providerOf(places[end]) },
  );
}

const providerOf = ({ provider }: EndArgs) => (provider === undefined ? {} : { provider });
