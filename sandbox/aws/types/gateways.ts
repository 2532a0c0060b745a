import { addressAt, block } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, referred, type Call, type Kind, text } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { findSubnet } from "./subnet.ts";
import { findVpc } from "./vpc.ts";

/** AWS keeps the first four addresses of a subnet. */
const FIRST_FREE_ADDRESS = 4;

function attach(call: Call, vpcId: string, self?: string): void {
  findVpc(call, vpcId);
  const attached = neighbours(call, tokens.INTERNET_GATEWAY, { vpcId }).filter(({ id }) => id !== self);
  if (attached.length === 0) return;
  throw new AwsError("InvalidParameterValue", `Network ${vpcId} already has an internet gateway attached`);
}

/** Public addresses of a VPC hold its internet gateway in place. */
function detach(call: Call, vpcId: string): void {
  const mapped = neighbours(call, tokens.NAT_GATEWAY, { vpcId }).filter(
    ({ state }) => state["publicIp"] !== "",
  );
  if (mapped.length === 0) return;
  throw new AwsError(
    "DependencyViolation",
    `Network ${vpcId} has some mapped public address(es). ` +
      "Please unmap those public address(es) before detaching the gateway.",
  );
}

export const internetGateway: Kind = {
  label: "EC2 Internet Gateway",
  service: "EC2",
  calls: {
    create: "CreateInternetGateway",
    update: "AttachInternetGateway",
    delete: "DetachInternetGateway",
  },
  quota: QUOTAS.internetGateways,
  create: (call) => {
    withinQuota(call.cloud, QUOTAS.internetGateways, countIn(call.cloud, call, tokens.INTERNET_GATEWAY));
    const vpcId = call.inputs.optionalText("vpcId");
    if (vpcId !== undefined) attach(call, vpcId);
    const id = newId(call.cloud, "igw");
    return { id, computed: { arn: arn("ec2", call, `internet-gateway/${id}`), ownerId: call.account } };
  },
  update: (call, before) => {
    const [from, to] = [before.state["vpcId"], call.inputs.text("vpcId")];
    if (from !== to && typeof from === "string" && from !== "") detach(call, from);
    if (from !== to && to !== "") attach(call, to, before.id);
    return {};
  },
  delete: (call, { state }) => {
    if (typeof state["vpcId"] === "string" && state["vpcId"] !== "") detach(call, state["vpcId"]);
  },
};

export const egressOnlyGateway: Kind = {
  label: "EC2 Egress-only Internet Gateway",
  service: "EC2",
  calls: { create: "CreateEgressOnlyInternetGateway", delete: "DeleteEgressOnlyInternetGateway" },
  quota: QUOTAS.egressOnlyGateways,
  create: (call) => {
    findVpc(call, call.inputs.text("vpcId"));
    withinQuota(call.cloud, QUOTAS.egressOnlyGateways, countIn(call.cloud, call, tokens.EGRESS_ONLY_GATEWAY));
    return { id: newId(call.cloud, "eigw"), computed: {} };
  },
};

/** An address of 198.18.0.0/15, the range for tests: the internet knows none of them. */
function publicIp(call: Call): string {
  const number = call.cloud.next("publicIp");
  return `198.${18 + Math.floor(number / 65_536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

function gatewayOf(call: Call, address: Thing): Thing | undefined {
  return neighbours(call, tokens.NAT_GATEWAY, { allocationId: address.id })[0];
}

export const eip: Kind = {
  label: "EC2 EIP",
  service: "EC2",
  calls: { create: "AllocateAddress", delete: "ReleaseAddress" },
  defaults: { domain: "vpc", publicIpv4Pool: "amazon" },
  quota: QUOTAS.addresses,
  create: (call) => {
    withinQuota(call.cloud, QUOTAS.addresses, countIn(call.cloud, call, tokens.EIP));
    const id = newId(call.cloud, "eipalloc");
    const ip = publicIp(call);
    return {
      id,
      computed: {
        allocationId: id,
        arn: arn("ec2", call, `elastic-ip/${id}`),
        networkBorderGroup: call.region,
        publicIp: ip,
        publicDns: `ec2-${ip.replaceAll(".", "-")}.${call.region}.compute.amazonaws.com`,
        associationId: "",
        carrierIp: "",
        customerOwnedIp: "",
        privateDns: "",
        privateIp: "",
        ptrRecord: "",
      },
    };
  },
  delete: (call, address) => {
    if (gatewayOf(call, address) === undefined) return;
    throw new AwsError(
      "InvalidIPAddress.InUse",
      `Address ${text(address, "publicIp")} is in use: it must be disassociated before it is released.`,
    );
  },
};

/** The address that a public NAT gateway takes; refused when it is missing or already taken. */
function takeAddress(call: Call): Thing {
  const id = call.inputs.text("allocationId");
  const missing = new AwsError("InvalidAllocationID.NotFound", `The allocation ID '${id}' does not exist`);
  const address = referred(call, tokens.EIP, id, missing);
  if (gatewayOf(call, address) === undefined) return address;
  throw new AwsError("Resource.AlreadyAssociated", `Elastic IP address [${id}] is already associated`);
}

function withinZoneQuota(call: Call, zone: string): void {
  const inZone = neighbours(call, tokens.NAT_GATEWAY).filter(({ state }) => state["zone"] === zone);
  withinQuota(call.cloud, QUOTAS.natGatewaysPerZone, inZone.length);
}

export const natGateway: Kind = {
  label: "EC2 NAT Gateway",
  service: "EC2",
  calls: { create: "CreateNatGateway", delete: "DeleteNatGateway" },
  defaults: { connectivityType: "public", availabilityMode: "zonal" },
  quota: QUOTAS.natGatewaysPerZone,
  refusals: (inputs) => {
    if (inputs.text("availabilityMode") === "regional") {
      return [["availabilityMode", "regional NAT gateways are not simulated"]];
    }
    if (inputs.isOpen("availabilityMode")) return [];
    const isPublic = inputs.text("connectivityType") !== "private" && !inputs.isOpen("connectivityType");
    const missing = [
      ...(inputs.has("subnetId") ? [] : ["subnetId"]),
      ...(isPublic && !inputs.has("allocationId") ? ["allocationId"] : []),
    ];
    return missing.map((name) => [name, `"${name}" is required`] as const);
  },
  create: (call) => {
    const subnet = findSubnet(call, call.inputs.text("subnetId"));
    const vpcId = text(subnet, "vpcId");
    const zone = text(subnet, "availabilityZone");
    const isPublic = call.inputs.text("connectivityType") !== "private";
    const address = isPublic ? takeAddress(call) : undefined;
    if (isPublic && neighbours(call, tokens.INTERNET_GATEWAY, { vpcId }).length === 0) {
      throw new AwsError("Gateway.NotAttached", `Network ${vpcId} has no Internet gateway attached`);
    }
    withinZoneQuota(call, zone);
    return {
      id: newId(call.cloud, "nat"),
      computed: {
        // `zone` is not an output: it serves the quota per zone.
        zone,
        vpcId,
        associationId: address === undefined ? "" : newId(call.cloud, "eipassoc"),
        networkInterfaceId: newId(call.cloud, "eni"),
        privateIp: addressAt(block(text(subnet, "cidrBlock")), FIRST_FREE_ADDRESS),
        publicIp: address?.state["publicIp"] ?? "",
        autoProvisionZones: "",
        autoScalingIps: "",
        regionalNatGatewayAddresses: [],
        regionalNatGatewayAutoMode: "",
        routeTableId: "",
      },
    };
  },
};
