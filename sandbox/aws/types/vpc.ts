import type { Properties } from "../../provider/properties.ts";
import { block, cidrFault, contains, overlaps, type Block } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import {
  neighbours,
  putImplicit,
  referred,
  refuseDependency,
  type Call,
  type Inputs,
  type Kind,
  text,
} from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";

const PREFIX_MIN = 16;
const PREFIX_MAX = 28;

/** Ranges that a VPC may not mix: a VPC in one takes no secondary block from another. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(block);

/** Never associated with a VPC: AWS uses it itself. */
const RESTRICTED = block("198.19.0.0/16");

/** What follows a deletion of its VPC: made by AWS with it. */
const IMPLICIT = [tokens.SECURITY_GROUP, tokens.NETWORK_ACL, tokens.ROUTE_TABLE];

/** Whatever has a `vpcId` and must be gone before its VPC. */
const DEPENDENT = [
  tokens.SUBNET,
  tokens.INTERNET_GATEWAY,
  tokens.EGRESS_ONLY_GATEWAY,
  tokens.NAT_GATEWAY,
  tokens.VPC_ENDPOINT,
  tokens.TGW_VPC_ATTACHMENT,
  tokens.VPN_GATEWAY,
  ...IMPLICIT,
];

export function findVpc(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidVpcID.NotFound", `The vpc ID '${id}' does not exist`);
  return referred(call, tokens.VPC, id, missing);
}

/** All IPv4 ranges of a VPC, the first one first. */
export function vpcBlocks(call: Call, vpc: Thing): readonly Block[] {
  const secondary = neighbours(call, tokens.VPC_CIDR, { vpcId: vpc.id });
  return [vpc, ...secondary].map((thing) => block(text(thing, "cidrBlock")));
}

/** How AWS refuses a block of the wrong size. */
export function refuseBadSize(cidr: string, code: string): void {
  const { prefix } = block(cidr);
  if (prefix >= PREFIX_MIN && prefix <= PREFIX_MAX) return;
  throw new AwsError(code, `The CIDR '${cidr}' is invalid.`);
}

/** Refusals of the given CIDR inputs by the provider itself. */
export function cidrRefusals(inputs: Inputs, ...names: readonly string[]) {
  return names.flatMap((name) => {
    const cidr = inputs.optionalText(name);
    const fault = cidr === undefined ? undefined : cidrFault(cidr);
    return fault === undefined ? [] : [[name, fault] as const];
  });
}

/** Subnets must give up their ranges before the VPC can. */
function refuseUsedIpv6(call: Call, vpc: Thing): void {
  const subnets = neighbours(call, tokens.SUBNET, { vpcId: vpc.id });
  if (!subnets.some((subnet) => text(subnet, "ipv6CidrBlock") !== "")) return;
  throw new AwsError(
    "InvalidCidrBlock.InUse",
    `The vpc ${vpc.id} currently has a subnet within CIDR block ${text(vpc, "ipv6CidrBlock")}`,
  );
}

/** Amazon gives each VPC a /56; the documentation's range stands for Amazon's. */
function ipv6Attributes(call: Call, wanted: boolean, before?: Thing): Properties {
  if (!wanted && before !== undefined) refuseUsedIpv6(call, before);
  if (!wanted) return { ipv6AssociationId: "", ipv6CidrBlock: "", ipv6CidrBlockNetworkBorderGroup: "" };
  if (before !== undefined && before.state["ipv6CidrBlock"] !== "") return {};
  const number = call.cloud.next("ipv6");
  const [high, low] = [Math.floor(number / 256), number % 256].map((part) => part.toString(16));
  return {
    ipv6AssociationId: newId(call.cloud, "vpc-cidr-assoc"),
    ipv6CidrBlock: `2001:db8:${high ?? ""}:${low ?? ""}00::/56`,
    ipv6CidrBlockNetworkBorderGroup: call.region,
  };
}

/** What AWS gives a default ACL: everything, in each family that the VPC has. */
function openRules(call: Call): readonly Properties[] {
  const rule = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };
  const ipv4 = { ...rule, ruleNo: 100, cidrBlock: "0.0.0.0/0" };
  if (!call.inputs.flag("assignGeneratedIpv6CidrBlock")) return [ipv4];
  return [ipv4, { ...rule, ruleNo: 101, ipv6CidrBlock: "::/0" }];
}

function putDefaults(call: Call, vpcId: string) {
  const ids = {
    defaultSecurityGroupId: newId(call.cloud, "sg"),
    defaultNetworkAclId: newId(call.cloud, "acl"),
    defaultRouteTableId: newId(call.cloud, "rtb"),
  };
  const common = { vpcId, ownerId: call.account, isDefault: true };
  putImplicit(call, tokens.SECURITY_GROUP, ids.defaultSecurityGroupId, {
    ...common,
    arn: arn("ec2", call, `security-group/${ids.defaultSecurityGroupId}`),
    name: "default",
    description: "default VPC security group",
  });
  putImplicit(call, tokens.NETWORK_ACL, ids.defaultNetworkAclId, {
    ...common,
    arn: arn("ec2", call, `network-acl/${ids.defaultNetworkAclId}`),
    ingress: openRules(call),
    egress: openRules(call),
  });
  putImplicit(call, tokens.ROUTE_TABLE, ids.defaultRouteTableId, {
    ...common,
    arn: arn("ec2", call, `route-table/${ids.defaultRouteTableId}`),
  });
  return { ...ids, mainRouteTableId: ids.defaultRouteTableId };
}

export const vpc: Kind = {
  label: "EC2 VPC",
  service: "EC2",
  calls: { create: "CreateVpc", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
  defaults: { enableDnsSupport: true, instanceTenancy: "default" },
  quota: QUOTAS.vpcs,
  refusals: (inputs) => cidrRefusals(inputs, "cidrBlock"),
  create: (call) => {
    const cidr = call.inputs.optionalText("cidrBlock");
    if (cidr === undefined) {
      throw new AwsError("MissingParameter", "The request must contain the parameter cidrBlock");
    }
    refuseBadSize(cidr, "InvalidVpc.Range");
    withinQuota(call.cloud, QUOTAS.vpcs, countIn(call.cloud, call, tokens.VPC));
    const id = newId(call.cloud, "vpc");
    return {
      id,
      computed: {
        arn: arn("ec2", call, `vpc/${id}`),
        ownerId: call.account,
        dhcpOptionsId: `dopt-0${id.slice(-16)}`,
        ...putDefaults(call, id),
        ...ipv6Attributes(call, call.inputs.flag("assignGeneratedIpv6CidrBlock")),
      },
    };
  },
  update: (call, before) => ipv6Attributes(call, call.inputs.flag("assignGeneratedIpv6CidrBlock"), before),
  delete: (call, { id }) => {
    for (const type of DEPENDENT) {
      const left = neighbours(call, type, { vpcId: id });
      if (left.some((thing) => thing.state["isDefault"] !== true)) refuseDependency("vpc", id);
    }
    for (const type of IMPLICIT) {
      call.cloud.delete({ type, account: call.account, region: call.region, state: { vpcId: id } });
    }
    const { account, region } = call;
    call.cloud.delete({ type: tokens.VPC_CIDR, account, region, state: { vpcId: id } });
  },
};

function refuseSecondary(cidr: string, existing: readonly Block[]): void {
  refuseBadSize(cidr, "InvalidVpc.Range");
  const added = block(cidr);
  if (existing.some((one) => overlaps(one, added))) {
    throw new AwsError(
      "InvalidVpc.Range",
      `The CIDR '${cidr}' conflicts with a CIDR block that is already associated with the VPC.`,
    );
  }
  const taken = PRIVATE_RANGES.find((range) => contains(range, existing[0] ?? added));
  const other = PRIVATE_RANGES.find((range) => range !== taken && overlaps(range, added));
  if ((taken !== undefined && other !== undefined) || overlaps(RESTRICTED, added)) {
    throw new AwsError(
      "InvalidVpc.Range",
      `The CIDR '${cidr}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, ` +
        "or use a publicly-routable CIDR. For additional restrictions, see " +
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    );
  }
}

export const vpcCidr: Kind = {
  label: "EC2 VPC IPv4 CIDR Block Association",
  service: "EC2",
  calls: { create: "AssociateVpcCidrBlock", delete: "DisassociateVpcCidrBlock" },
  quota: QUOTAS.cidrsPerVpc,
  refusals: (inputs) => cidrRefusals(inputs, "cidrBlock"),
  create: (call) => {
    const existing = vpcBlocks(call, findVpc(call, call.inputs.text("vpcId")));
    refuseSecondary(call.inputs.text("cidrBlock"), existing);
    withinQuota(call.cloud, QUOTAS.cidrsPerVpc, existing.length);
    return { id: newId(call.cloud, "vpc-cidr-assoc"), computed: {} };
  },
  delete: (call, association) => {
    const freed = block(text(association, "cidrBlock"));
    const subnets = neighbours(call, tokens.SUBNET, { vpcId: text(association, "vpcId") });
    const used = subnets.some((subnet) => contains(freed, block(text(subnet, "cidrBlock"))));
    if (!used) return;
    throw new AwsError(
      "InvalidCidrBlock.InUse",
      `The vpc CIDR block with association ID ${association.id} has subnets in it and cannot be disassociated.`,
    );
  },
};
