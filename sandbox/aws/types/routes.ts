import { block, contains } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import { Inputs, neighbours, referred, type Call, type Kind, text } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { checkPeeringRoute } from "./peering.ts";
import { cidrRefusals, findVpc, vpcBlocks } from "./vpc.ts";

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"] as const;

/** Targets that exist here, each with its type and with how AWS says that one is missing. */
const TARGETS = {
  natGatewayId: [tokens.NAT_GATEWAY, "InvalidNatGatewayID.NotFound", "natGateway ID"],
  gatewayId: [tokens.INTERNET_GATEWAY, "InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  egressOnlyGatewayId: [tokens.EGRESS_ONLY_GATEWAY, "InvalidGatewayID.NotFound", "gateway ID"],
} as const;

/** Under the name of an internet gateway, too. */
const VPN_TARGET = [tokens.VPN_GATEWAY, "InvalidVpnGatewayID.NotFound", "vpnGateway ID"] as const;

/** Targets of things that the simulated AWS does not have, so no id can be right. */
const ABSENT_TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "localGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "vpcEndpointId",
];

/** Targets that lead out of the VPC to another network. */
const LINKS = ["transitGatewayId", "vpcPeeringConnectionId"];

export function findRouteTable(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`);
  return referred(call, tokens.ROUTE_TABLE, id, missing);
}

function destinationOf(route: Inputs): string {
  return DESTINATIONS.map((name) => route.text(name)).find((destination) => destination !== "") ?? "";
}

/** Refuses a target that is missing or stands in another network. */
function checkTarget(call: Call, route: Inputs, table: Thing): void {
  for (const [name, known] of Object.entries(TARGETS)) {
    const id = route.optionalText(name);
    if (id === undefined) continue;
    const [type, code, what] = id.startsWith("vgw-") ? VPN_TARGET : known;
    const target = referred(call, type, id, new AwsError(code, `The ${what} '${id}' does not exist`));
    if (target.state["vpcId"] === table.state["vpcId"]) continue;
    throw new AwsError(
      "InvalidParameterValue",
      `route table ${table.id} and network gateway ${id} belong to different networks`,
    );
  }
}

/** A transit gateway takes what its attachment of this VPC brings; without one the route is refused. */
function checkLinks(call: Call, route: Inputs, table: Thing): void {
  const peering = route.optionalText("vpcPeeringConnectionId");
  if (peering !== undefined) checkPeeringRoute(call, peering, table);
  const transitGatewayId = route.optionalText("transitGatewayId");
  if (transitGatewayId === undefined) return;
  const vpcId = text(table, "vpcId");
  if (neighbours(call, tokens.TGW_VPC_ATTACHMENT, { transitGatewayId, vpcId }).length > 0) return;
  throw new AwsError(
    "InvalidTransitGatewayID.NotFound",
    `The transitGateway ID '${transitGatewayId}' does not exist`,
  );
}

/** A route inside the VPC's own ranges could not win over the local one. */
function checkDestination(call: Call, destination: string, table: Thing): void {
  if (!destination.includes("/")) return;
  const vpc = findVpc(call, text(table, "vpcId"));
  if (!vpcBlocks(call, vpc).some((range) => contains(range, block(destination)))) return;
  throw new AwsError(
    "InvalidParameterValue",
    `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. ` +
      "This route can target only an interface or an instance.",
  );
}

/** Destination of a route written inside a table, where the inputs have shorter names. */
function inlineDestination(route: Inputs): string {
  const names = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];
  return names.map((name) => route.text(name)).find((destination) => destination !== "") ?? "";
}

function inlineDestinations(routes: Inputs): readonly string[] {
  return routes.objects("routes").map(inlineDestination);
}

/** Refuses one more route in a table that has others, of their own or written inside. */
function checkRoom(call: Call, destination: string, others: readonly unknown[]): void {
  if (others.includes(destination)) {
    throw new AwsError("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
  }
  withinQuota(call.cloud, QUOTAS.routesPerTable, others.length);
}

function ownDestinations(call: Call, table: Thing): readonly unknown[] {
  return neighbours(call, tokens.ROUTE, { routeTableId: table.id }).map(({ state }) => state["destination"]);
}

function checkRoute(call: Call, inputs: Inputs, table: Thing): void {
  const destination = destinationOf(inputs);
  checkDestination(call, destination, table);
  checkTarget(call, inputs, table);
  checkLinks(call, inputs, table);
  const inline = inlineDestinations(new Inputs(table.state));
  checkRoom(call, destination, [...ownDestinations(call, table), ...inline]);
}

function routeRefusals(inputs: Inputs): (readonly [string, string])[] {
  const targets = [...Object.keys(TARGETS), ...LINKS, ...ABSENT_TARGETS];
  const exactlyOne = (names: readonly string[]) => names.filter((name) => inputs.has(name)).length === 1;
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
  const absent = ABSENT_TARGETS.filter((name) => inputs.has(name));
  return [
    ...(exactlyOne(DESTINATIONS) ? [] : [["", `exactly one of ${list(DESTINATIONS)} is required`] as const]),
    ...(exactlyOne(targets) ? [] : [["", `exactly one of ${list(targets)} is required`] as const]),
    ...absent.map((name) => [name, "this kind of target is not simulated"] as const),
    ...cidrRefusals(inputs, "destinationCidrBlock", "destinationIpv6CidrBlock"),
  ];
}

export const route: Kind = {
  label: "EC2 Route",
  service: "EC2",
  calls: { create: "CreateRoute", update: "ReplaceRoute", delete: "DeleteRoute" },
  quota: QUOTAS.routesPerTable,
  refusals: routeRefusals,
  create: (call) => {
    const table = findRouteTable(call, call.inputs.text("routeTableId"));
    checkRoute(call, call.inputs, table);
    const destination = destinationOf(call.inputs);
    return {
      id: `r-${table.id}${hashNumber(destination)}`,
      computed: {
        // `destination` is not an output: it tells routes of a table apart.
        destination,
        origin: "CreateRoute",
        state: "active",
        instanceId: "",
        instanceOwnerId: "",
        networkInterfaceId: "",
      },
    };
  },
  update: (call) => {
    const table = findRouteTable(call, call.inputs.text("routeTableId"));
    checkTarget(call, call.inputs, table);
    checkLinks(call, call.inputs, table);
    return {};
  },
  importQuery: (id) => {
    const separator = id.indexOf("_");
    return { state: { routeTableId: id.slice(0, separator), destination: id.slice(separator + 1) } };
  },
  importFault: (id) => {
    const parts = id.split("_");
    if (parts.length === 2 && !parts.includes("")) return undefined;
    return `unexpected format of ID (${JSON.stringify(id)}), expected ROUTETABLEID_DESTINATION`;
  },
};

/** Routes written inside the table: the same checks as for a route of its own. */
export function checkInline(call: Call, table: Thing): void {
  const others = [...ownDestinations(call, table)];
  for (const inline of call.inputs.objects("routes")) {
    const destination = inlineDestination(inline);
    checkDestination(call, destination, table);
    checkTarget(call, inline, table);
    checkLinks(call, inline, table);
    checkRoom(call, destination, others);
    others.push(destination);
  }
}
