import { block, contains } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, hashNumber, newId } from "../ids.ts";
import { neighbours, referred, refuseDependency, type Call, type Inputs, type Kind, text } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { findSubnet } from "./subnet.ts";
import { cidrRefusals, findVpc, vpcBlocks } from "./vpc.ts";

const DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"] as const;

/** Targets that exist here, each with its type and with how AWS says that one is missing. */
const TARGETS = {
  natGatewayId: [tokens.NAT_GATEWAY, "InvalidNatGatewayID.NotFound", "natGateway ID"],
  gatewayId: [tokens.INTERNET_GATEWAY, "InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  egressOnlyGatewayId: [tokens.EGRESS_ONLY_GATEWAY, "InvalidGatewayID.NotFound", "gateway ID"],
} as const;

/** Targets of things that the simulated AWS does not have, so no id can be right. */
const ABSENT_TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "localGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

export function findRouteTable(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidRouteTableID.NotFound", `The routeTable ID '${id}' does not exist`);
  return referred(call, tokens.ROUTE_TABLE, id, missing);
}

function destinationOf(route: Inputs): string {
  return DESTINATIONS.map((name) => route.text(name)).find((destination) => destination !== "") ?? "";
}

/** Refuses a target that is missing or stands in another network. */
function checkTarget(call: Call, route: Inputs, table: Thing): void {
  for (const [name, [type, code, what]] of Object.entries(TARGETS)) {
    const id = route.optionalText(name);
    if (id === undefined) continue;
    const target = referred(call, type, id, new AwsError(code, `The ${what} '${id}' does not exist`));
    if (target.state["vpcId"] === table.state["vpcId"]) continue;
    throw new AwsError(
      "InvalidParameterValue",
      `route table ${table.id} and network gateway ${id} belong to different networks`,
    );
  }
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

/** Destinations of the routes written inside a route table itself. */
function inlineDestinations(table: Thing): readonly unknown[] {
  const routes = (table.state["routes"] ?? []) as readonly Record<string, unknown>[];
  return routes.flatMap((one) => [one["cidrBlock"], one["ipv6CidrBlock"], one["destinationPrefixListId"]]);
}

function checkRoute(call: Call, inputs: Inputs, table: Thing): void {
  const destination = destinationOf(inputs);
  checkDestination(call, destination, table);
  checkTarget(call, inputs, table);
  const others = neighbours(call, tokens.ROUTE, { routeTableId: table.id });
  const inline = inlineDestinations(table);
  const taken = [...others.map((other) => other.state["destination"]), ...inline];
  if (taken.includes(destination)) {
    throw new AwsError("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
  }
  withinQuota(call.cloud, QUOTAS.routesPerTable, others.length + inline.length / DESTINATIONS.length);
}

function routeRefusals(inputs: Inputs): (readonly [string, string])[] {
  const targets = [...Object.keys(TARGETS), ...ABSENT_TARGETS];
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
    checkTarget(call, call.inputs, findRouteTable(call, call.inputs.text("routeTableId")));
    return {};
  },
  importQuery: (id) => {
    const separator = id.indexOf("_");
    return { state: { routeTableId: id.slice(0, separator), destination: id.slice(separator + 1) } };
  },
};

/** Routes written inside the table: the same checks as for a route of its own. */
function checkInline(call: Call, table: Thing): void {
  for (const inline of call.inputs.objects("routes")) {
    const destination = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"].map((name) =>
      inline.text(name),
    );
    checkDestination(call, destination.find((text) => text !== "") ?? "", table);
    checkTarget(call, inline, table);
  }
}

export const routeTable: Kind = {
  label: "EC2 Route Table",
  service: "EC2",
  calls: { create: "CreateRouteTable", update: "CreateRoute", delete: "DeleteRouteTable" },
  quota: QUOTAS.routeTablesPerVpc,
  create: (call) => {
    const vpcId = findVpc(call, call.inputs.text("vpcId")).id;
    const existing = neighbours(call, tokens.ROUTE_TABLE, { vpcId }).length;
    withinQuota(call.cloud, QUOTAS.routeTablesPerVpc, existing);
    const id = newId(call.cloud, "rtb");
    checkInline(call, { ...call, type: tokens.ROUTE_TABLE, id, state: { vpcId } });
    return { id, computed: { arn: arn("ec2", call, `route-table/${id}`), ownerId: call.account } };
  },
  update: (call, before) => {
    checkInline(call, before);
    return {};
  },
  delete: (call, { id }) => {
    const associations = neighbours(call, tokens.ROUTE_TABLE_ASSOCIATION, { routeTableId: id });
    if (associations.length > 0) refuseDependency("routeTable", id);
    const { account, region } = call;
    for (const type of [tokens.ROUTE, tokens.ENDPOINT_ROUTE_TABLE]) {
      call.cloud.delete({ type, account, region, state: { routeTableId: id } });
    }
  },
};

export const defaultRouteTable: Kind = {
  label: "EC2 Default Route Table",
  service: "EC2",
  calls: { create: "DescribeRouteTables", update: "CreateRoute", delete: "DescribeRouteTables" },
  storedAs: tokens.ROUTE_TABLE,
  create: (call) => {
    const table = findRouteTable(call, call.inputs.text("defaultRouteTableId"));
    checkInline(call, table);
    call.cloud.delete({ type: tokens.ROUTE, state: { routeTableId: table.id } });
    return { id: table.id, computed: table.state };
  },
  update: (call, before) => {
    checkInline(call, before);
    return {};
  },
};

export const routeTableAssociation: Kind = {
  label: "EC2 Route Table Association",
  service: "EC2",
  calls: {
    create: "AssociateRouteTable",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  refusals: (inputs) =>
    inputs.has("subnetId") === inputs.has("gatewayId")
      ? [["", 'exactly one of "subnetId", "gatewayId" is required']]
      : [],
  create: (call) => {
    const table = findRouteTable(call, call.inputs.text("routeTableId"));
    const subnetId = call.inputs.optionalText("subnetId");
    if (subnetId !== undefined) checkSubnet(call, table, subnetId);
    else checkGateway(call, table, call.inputs.text("gatewayId"));
    return { id: newId(call.cloud, "rtbassoc"), computed: {} };
  },
  update: (call) => {
    findRouteTable(call, call.inputs.text("routeTableId"));
    return {};
  },
  importQuery: (id) => {
    const [target = "", routeTableId = ""] = id.split("/");
    const name = target.startsWith("subnet-") ? "subnetId" : "gatewayId";
    return { state: { [name]: target, routeTableId } };
  },
};

function alreadyAssociated(table: Thing): AwsError {
  return new AwsError(
    "Resource.AlreadyAssociated",
    `the specified association for route table ${table.id} conflicts with an existing association`,
  );
}

function checkSubnet(call: Call, table: Thing, subnetId: string): void {
  const subnet = findSubnet(call, subnetId);
  if (subnet.state["vpcId"] !== table.state["vpcId"]) {
    throw new AwsError(
      "InvalidParameterValue",
      `route table ${table.id} and subnet ${subnetId} belong to different networks`,
    );
  }
  if (neighbours(call, tokens.ROUTE_TABLE_ASSOCIATION, { subnetId }).length > 0)
    throw alreadyAssociated(table);
}

function checkGateway(call: Call, table: Thing, gatewayId: string): void {
  const missing = new AwsError(
    "InvalidInternetGatewayID.NotFound",
    `The internetGateway ID '${gatewayId}' does not exist`,
  );
  referred(call, tokens.INTERNET_GATEWAY, gatewayId, missing);
  if (neighbours(call, tokens.ROUTE_TABLE_ASSOCIATION, { gatewayId }).length > 0)
    throw alreadyAssociated(table);
}
