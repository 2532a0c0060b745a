import { Route } from "@pulumi/aws/ec2transitgateway/route.js";
import { RouteTable } from "@pulumi/aws/ec2transitgateway/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2transitgateway/routeTableAssociation.js";
import { TransitGateway } from "@pulumi/aws/ec2transitgateway/transitGateway.js";
import { PrincipalAssociation } from "@pulumi/aws/ram/principalAssociation.js";
import { ResourceAssociation } from "@pulumi/aws/ram/resourceAssociation.js";
import { ResourceShare } from "@pulumi/aws/ram/resourceShare.js";
import { transitTableOutput } from "../../fleet/regions/region-outputs.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { RegionOutputs } from "./outputs.ts";
import { child, keptChild, type RegionScope } from "./scope.ts";
import { type TransitDecisions, transitDecisions } from "./transit-plan.ts";
import type { TransitSettings } from "./transit-settings.ts";

/**
 * The gateway between the networks of a region, with a table for each environment. Nothing is associated or announced by
 * itself: an attachment that nobody placed reaches nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export function createTransitGateway(scope: RegionScope, settings: TransitSettings): RegionOutputs {
  const decided = transitDecisions(scope.name, settings);
  const gateway = createGateway(scope, settings, decided);
  const tables = new Map(
    decided.tables.map(({ name, key }) => [
      key,
      new RouteTable(name, { transitGatewayId: gateway.id, tags: resourceTags(name) }, child(scope)),
    ]),
  );
  createForeignRoutes(scope, decided, tables);
  createShare(scope, decided, gateway);
  return {
    transitGatewayId: gateway.id,
    ...Object.fromEntries([...tables].map(([key, table]) => [transitTableOutput(key), table.id])),
  };
}

function createGateway(
  scope: RegionScope,
  { asn }: TransitSettings,
  { name, share }: TransitDecisions,
): TransitGateway {
  return new TransitGateway(
    name,
    {
      description: name,
      amazonSideAsn: asn,
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      // Who may attach is decided by the share, which names accounts.
      autoAcceptSharedAttachments: share === undefined ? "disable" : "enable",
      dnsSupport: "enable",
      tags: resourceTags(name),
    },
    // Every attached network loses its neighbours with it.
    keptChild(scope),
  );
}

function createForeignRoutes(
  scope: RegionScope,
  { associations, routes }: TransitDecisions,
  tables: ReadonlyMap<string, RouteTable>,
): void {
  const idOf = (key: string) => {
    const table = tables.get(key);
    if (table === undefined) throw new Error(`no transit table ${key} was decided`);
    return table.id;
  };
  for (const { name, attachmentId, table } of associations) {
    const ends = { transitGatewayAttachmentId: attachmentId, transitGatewayRouteTableId: idOf(table) };
    new RouteTableAssociation(name, ends, child(scope));
  }
  for (const { name, table, cidr, attachmentId } of routes) {
    const from = { transitGatewayRouteTableId: idOf(table), destinationCidrBlock: cidr };
    new Route(name, { ...from, transitGatewayAttachmentId: attachmentId }, child(scope));
  }
}

/** Accounts of one organisation take the share by themselves, once it shares with RAM; others are kept out. */
function createShare(scope: RegionScope, { share }: TransitDecisions, gateway: TransitGateway): void {
  if (share === undefined) return;
  const { name, principals } = share;
  const made = new ResourceShare(
    name,
    { name, allowExternalPrincipals: false, tags: resourceTags(name) },
    child(scope),
  );
  new ResourceAssociation(
    `${name}-gateway`,
    { resourceArn: gateway.arn, resourceShareArn: made.arn },
    child(scope),
  );
  for (const { name: principal, accountId } of principals)
    new PrincipalAssociation(principal, { principal: accountId, resourceShareArn: made.arn }, child(scope));
}
