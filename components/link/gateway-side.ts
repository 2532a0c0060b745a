import { Route } from "@pulumi/aws/ec2transitgateway/route.js";
import { RouteTable } from "@pulumi/aws/ec2transitgateway/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2transitgateway/routeTableAssociation.js";
import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { PlannedGatewayRoute, PlannedSide } from "./transit-plan.ts";

/** The transit gateway of one end, and what stands behind it. */
export interface GatewayArgs {
  /** AWS provider of the account that has the gateway: only it may change its tables. */
  readonly provider: Provider;
  /** Id of the gateway. */
  readonly gatewayId: pulumi.Input<string>;
  /** Table of the environment of the end's cluster. */
  readonly tableId: pulumi.Input<string>;
  /** Attachment of the end's network. */
  readonly attachmentId: pulumi.Input<string>;
}

/** What comes to a gateway from outside. */
export interface Outside {
  /** Its attachment to the gateway. */
  readonly attachmentId: pulumi.Input<string>;
  /** What makes the attachment usable. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Lets one network behind a gateway and what is outside of it meet, and nobody else: what comes from outside has a table
 * of its own, which leads to that network alone. All routes are static, so the other side cannot announce more.
 */
export function createSide(
  parent: pulumi.Resource,
  { tableName, associationName, routes }: PlannedSide,
  gateway: GatewayArgs,
  { attachmentId, ready }: Outside,
): void {
  const { provider, gatewayId } = gateway;
  const own = new RouteTable(
    tableName,
    { transitGatewayId: gatewayId, tags: resourceTags(tableName) },
    { parent, provider },
  );
  const ends = { transitGatewayAttachmentId: attachmentId, transitGatewayRouteTableId: own.id };
  new RouteTableAssociation(associationName, ends, { parent, provider, dependsOn: [...ready] });
  for (const route of routes)
    createGatewayRoute(route, {
      tableId: route.table === "own" ? own.id : gateway.tableId,
      attachmentId: route.to === "outside" ? attachmentId : gateway.attachmentId,
      opts: { parent, provider, dependsOn: [...ready] },
    });
}

interface RoutePlace {
  readonly tableId: pulumi.Input<string>;
  readonly attachmentId: pulumi.Input<string>;
  readonly opts: pulumi.CustomResourceOptions;
}

export function createGatewayRoute(
  { name, cidr }: PlannedGatewayRoute,
  { tableId, attachmentId, opts }: RoutePlace,
): void {
  const from = { transitGatewayRouteTableId: tableId, destinationCidrBlock: cidr };
  new Route(name, { ...from, transitGatewayAttachmentId: attachmentId }, opts);
}
