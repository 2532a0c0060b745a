import type { Properties } from "../../provider/properties.ts";
import { block, contains, overlaps } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, referred, refuseDependency, type Call, type Kind, text } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { cidrRefusals, findVpc, refuseBadSize, vpcBlocks } from "./vpc.ts";

const IPV6_PREFIX = 64;
const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f"];

export function findSubnet(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
  return referred(call, tokens.SUBNET, id, missing);
}

/** `euc1-az2` of eu-central-1b: the short form of the region as AWS builds it. */
function zoneId(region: string, letter: string): string {
  const [area = "", ...directions] = region.split("-");
  const number = directions.pop() ?? "";
  const short = directions.join("").replace(/(north|south|east|west|central)/g, (word) => word.slice(0, 1));
  return `${area}${short}${number}-az${ZONE_LETTERS.indexOf(letter) + 1}`;
}

function zoneOf(call: Call): { availabilityZone: string; availabilityZoneId: string } {
  const asked = call.inputs.optionalText("availabilityZone");
  const askedId = call.inputs.optionalText("availabilityZoneId");
  const zones = ZONE_LETTERS.map((letter) => ({
    availabilityZone: `${call.region}${letter}`,
    availabilityZoneId: zoneId(call.region, letter),
  }));
  const found = zones.find(
    (zone) =>
      (asked === undefined || zone.availabilityZone === asked) &&
      (askedId === undefined || zone.availabilityZoneId === askedId),
  );
  if (found !== undefined) return found;
  const names = zones.map((zone) => zone.availabilityZone).join(", ");
  throw new AwsError(
    "InvalidParameterValue",
    `Value (${asked ?? askedId ?? ""}) for parameter availabilityZone is invalid. ` +
      `Subnets can currently only be created in the following availability zones: ${names}.`,
  );
}

function refuseBadRange(call: Call, vpc: Thing, cidr: string): void {
  refuseBadSize(cidr, "InvalidSubnet.Range");
  const wanted = block(cidr);
  if (!vpcBlocks(call, vpc).some((range) => contains(range, wanted))) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const others = neighbours(call, tokens.SUBNET, { vpcId: vpc.id });
  if (others.some((subnet) => overlaps(block(text(subnet, "cidrBlock")), wanted))) {
    throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
}

/** The provider stops the giving out of addresses before it changes the range, but only where that is asked for. */
function refuseGivenOut(call: Call, before: Thing): void {
  const given = before.state["assignIpv6AddressOnCreation"] === true;
  if (!given || !call.inputs.flag("assignIpv6AddressOnCreation")) return;
  throw new AwsError(
    "InvalidCidrBlock.InUse",
    `The subnet IPv6 CIDR block with association ID ${text(before, "ipv6CidrBlockAssociationId")} may not be ` +
      "disassociated, because its subnet has assign-ipv6-address-on-creation set to true.",
  );
}

function ipv6Attributes(call: Call, vpc: Thing, before?: Thing): Properties {
  const cidr = call.inputs.optionalText("ipv6CidrBlock");
  if (before !== undefined && text(before, "ipv6CidrBlock") !== (cidr ?? "")) refuseGivenOut(call, before);
  if (cidr === undefined) {
    if (!call.inputs.flag("assignIpv6AddressOnCreation")) return { ipv6CidrBlockAssociationId: "" };
    throw new AwsError(
      "InvalidParameterValue",
      "Subnet does not have an IPv6 CIDR block associated with it.",
    );
  }
  if (before?.state["ipv6CidrBlock"] === cidr) return {};
  const range = text(vpc, "ipv6CidrBlock");
  const wanted = block(cidr);
  if (range === "" || wanted.prefix !== IPV6_PREFIX || !contains(block(range), wanted)) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const taken = neighbours(call, tokens.SUBNET, { vpcId: vpc.id, ipv6CidrBlock: cidr });
  if (taken.length > 0) {
    throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
  return { ipv6CidrBlockAssociationId: newId(call.cloud, "subnet-cidr-assoc") };
}

export const subnet: Kind = {
  label: "EC2 Subnet",
  service: "EC2",
  calls: { create: "CreateSubnet", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  defaults: { privateDnsHostnameTypeOnLaunch: "ip-name" },
  quota: QUOTAS.subnetsPerVpc,
  refusals: (inputs) => cidrRefusals(inputs, "cidrBlock", "ipv6CidrBlock"),
  create: (call) => {
    const vpc = findVpc(call, call.inputs.text("vpcId"));
    const cidr = call.inputs.optionalText("cidrBlock");
    if (cidr === undefined) {
      throw new AwsError("MissingParameter", "The request must contain the parameter cidrBlock");
    }
    refuseBadRange(call, vpc, cidr);
    withinQuota(call.cloud, QUOTAS.subnetsPerVpc, neighbours(call, tokens.SUBNET, { vpcId: vpc.id }).length);
    const id = newId(call.cloud, "subnet");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `subnet/${id}`),
        ownerId: call.account,
        ...zoneOf(call),
        ...ipv6Attributes(call, vpc),
      },
    };
  },
  update: (call, before) => ipv6Attributes(call, findVpc(call, call.inputs.text("vpcId")), before),
  delete: (call, { id }) => {
    const gateways = neighbours(call, tokens.NAT_GATEWAY, { subnetId: id });
    const endpoints = neighbours(call, tokens.VPC_ENDPOINT).filter(({ state }) =>
      (state["subnetIds"] as readonly string[]).includes(id),
    );
    const attachments = neighbours(call, tokens.TGW_VPC_ATTACHMENT).filter(({ state }) =>
      (state["subnetIds"] as readonly string[]).includes(id),
    );
    const interfaces = neighbours(call, tokens.NETWORK_INTERFACE, { subnetId: id });
    const holders = [gateways, endpoints, attachments, interfaces];
    if (holders.flat().length > 0) refuseDependency("subnet", id);
    const { account, region } = call;
    for (const type of [tokens.ROUTE_TABLE_ASSOCIATION, tokens.NETWORK_ACL_ASSOCIATION]) {
      call.cloud.delete({ type, account, region, state: { subnetId: id } });
    }
  },
};
