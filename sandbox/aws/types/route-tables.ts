import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, referred, refuseDependency, type Call, type Kind } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { checkInline, findRouteTable } from "./routes.ts";
import { findSubnet } from "./subnet.ts";
import { findVpc } from "./vpc.ts";

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
    const { account, region } = call;
    call.cloud.delete({ type: tokens.ROUTE, account, region, state: { routeTableId: table.id } });
    checkInline(call, table);
    return { id: table.id, computed: table.state };
  },
  update: (call, before) => {
    checkInline(call, before);
    return {};
  },
  importQuery: (vpcId) => ({ state: { vpcId, isDefault: true } }),
  importFault: (_id, found) => (found === undefined ? "couldn't find resource" : undefined),
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
    const table = findRouteTable(call, call.inputs.text("routeTableId"));
    const subnetId = call.inputs.optionalText("subnetId");
    if (subnetId !== undefined) checkNetwork(call, table, subnetId);
    return {};
  },
  importQuery: (id) => {
    const [target = "", routeTableId = ""] = id.split("/");
    const name = target.startsWith("subnet-") ? "subnetId" : "gatewayId";
    return { state: { [name]: target, routeTableId } };
  },
  importFault: (id, found) => {
    const [target, routeTableId, ...more] = id.split("/");
    if (target === undefined || routeTableId === undefined || more.length > 0) {
      return `Unexpected format for import: ${id}. Use 'subnet ID/route table ID' or 'gateway ID/route table ID`;
    }
    if (found !== undefined) return undefined;
    return `No association found between route table ID ${routeTableId} and target ID ${target}`;
  },
};

function alreadyAssociated(table: Thing): AwsError {
  return new AwsError(
    "Resource.AlreadyAssociated",
    `the specified association for route table ${table.id} conflicts with an existing association`,
  );
}

function checkNetwork(call: Call, table: Thing, subnetId: string): void {
  if (findSubnet(call, subnetId).state["vpcId"] === table.state["vpcId"]) return;
  throw new AwsError(
    "InvalidParameterValue",
    `route table ${table.id} and subnet ${subnetId} belong to different networks`,
  );
}

function checkSubnet(call: Call, table: Thing, subnetId: string): void {
  checkNetwork(call, table, subnetId);
  const existing = neighbours(call, tokens.ROUTE_TABLE_ASSOCIATION, { subnetId });
  if (existing.length > 0) throw alreadyAssociated(table);
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
