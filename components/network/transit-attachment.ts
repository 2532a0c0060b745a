import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2transitgateway/routeTableAssociation.js";
import { RouteTablePropagation } from "@pulumi/aws/ec2transitgateway/routeTablePropagation.js";
import { VpcAttachment } from "@pulumi/aws/ec2transitgateway/vpcAttachment.js";
import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkParts } from "./network-parts.ts";
import { CONTROL_PLANE_TABLE, transitRoutes } from "./transit-attachment-plan.ts";

export interface TransitAttachmentArgs {
  /** AWS provider of the cluster. */
  readonly provider: Provider;
  /** AWS provider of the account that has the gateway: only it may place an attachment in a table. */
  readonly gatewayProvider: Provider;
  /** The cluster's network. */
  readonly network: Pick<
    NetworkParts,
    "vpcId" | "subnetIds" | "privateRouteTableIds" | "isolatedRouteTableId"
  >;
  /** Id of the gateway. */
  readonly gatewayId: pulumi.Input<string>;
  /** Table that says where the cluster's traffic may go. */
  readonly tableId: pulumi.Input<string>;
  /** Tables that learn the cluster's ranges, by their names. */
  readonly propagations: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ranges to look for behind the gateway. */
  readonly destinations: readonly string[];
}

/**
 * One cluster's network behind the gateway of its region. The gateway's interfaces stand beside those of the control
 * plane, one in each zone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export class TransitAttachment extends pulumi.ComponentResource {
  /** Id of the attachment, for links. */
  readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitAttachmentArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { provider, gatewayProvider, tableId, propagations } = args;
    super("atoll:network:TransitAttachment", name, {}, pulumi.mergeOptions({ provider }, opts));
    const owned = { parent: this, provider: gatewayProvider };

    const attachment = createAttachment(name, args, this);
    const transitGatewayAttachmentId = attachment.id;
    new RouteTableAssociation(
      `${name}-association`,
      { transitGatewayAttachmentId, transitGatewayRouteTableId: tableId },
      owned,
    );
    for (const [key, transitGatewayRouteTableId] of Object.entries(propagations)) {
      const ends = { transitGatewayAttachmentId, transitGatewayRouteTableId };
      new RouteTablePropagation(`${name}-propagation-${key}`, ends, owned);
    }
    createRoutes(name, args, { parent: this, dependsOn: [attachment] });
    this.attachmentId = transitGatewayAttachmentId;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }
}

function createAttachment(
  name: string,
  { network, gatewayId, provider, gatewayProvider }: TransitAttachmentArgs,
  parent: pulumi.Resource,
): VpcAttachment {
  // Another account's gateway decides for itself, and AWS refuses these words about it.
  const own = provider === gatewayProvider;
  const unplaced = {
    transitGatewayDefaultRouteTableAssociation: false,
    transitGatewayDefaultRouteTablePropagation: false,
  };
  return new VpcAttachment(
    `${name}-attachment`,
    {
      vpcId: network.vpcId,
      subnetIds: [...network.subnetIds["control-plane"]],
      transitGatewayId: gatewayId,
      applianceModeSupport: "disable",
      dnsSupport: "enable",
      ...(own ? unplaced : {}),
      tags: resourceTags(`${name}-attachment`),
    },
    { parent },
  );
}

/** AWS takes a route to a gateway only from a VPC that is attached. */
function createRoutes(
  name: string,
  { network, gatewayId, destinations }: TransitAttachmentArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const tables = new Map([
    ...Object.entries(network.privateRouteTableIds),
    [CONTROL_PLANE_TABLE, network.isolatedRouteTableId] as const,
  ]);
  const zones = Object.keys(network.privateRouteTableIds);
  for (const { name: route, table, cidr } of transitRoutes(name, zones, destinations)) {
    const routeTableId = tables.get(table);
    if (routeTableId === undefined) continue;
    new Route(route, { routeTableId, destinationCidrBlock: cidr, transitGatewayId: gatewayId }, opts);
  }
}
