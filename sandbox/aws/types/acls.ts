import type { Cloud, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, hashNumber, newId } from "../ids.ts";
import { Inputs, neighbours, putImplicit, referred, text, type Call, type Kind } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { checkInlineRules, checkRule, entryExists, protocolNumber, type Rule } from "./acl-rules.ts";
import { findSubnet } from "./subnet.ts";
import { cidrRefusals, findVpc } from "./vpc.ts";

function findAcl(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidNetworkAclID.NotFound", `The networkAcl ID '${id}' does not exist`);
  return referred(call, tokens.NETWORK_ACL, id, missing);
}

/** A subnet has exactly one ACL: whatever it had goes. Having none here means the VPC's default one. */
function release(call: Call, subnetIds: readonly string[]): void {
  const { account, region } = call;
  for (const subnetId of subnetIds) {
    call.cloud.delete({ type: tokens.NETWORK_ACL_ASSOCIATION, account, region, state: { subnetId } });
  }
}

/** Naming a subnet takes it away from another ACL. */
function associate(call: Call, aclId: string, subnetIds: readonly string[]): void {
  for (const subnetId of subnetIds) findSubnet(call, subnetId);
  release(call, subnetIds);
  for (const subnetId of subnetIds) {
    const { region } = call;
    const id = newId(call.cloud, "aclassoc");
    putImplicit(call, tokens.NETWORK_ACL_ASSOCIATION, id, { networkAclId: aclId, subnetId, region });
  }
}

/** Ids of the subnets that an ACL of the program serves. */
function subnetsOf(cloud: Cloud, { account, region, id }: Thing): readonly string[] {
  const type = tokens.NETWORK_ACL_ASSOCIATION;
  const associations = cloud.list({ type, account, region, state: { networkAclId: id } });
  return associations.map((association) => text(association, "subnetId"));
}

/** Ids of the subnets that nothing else serves. */
function subnetsOfDefault(cloud: Cloud, acl: Thing): readonly string[] {
  const { account, region } = acl;
  const place = { account, region };
  const taken = cloud.list({ ...place, type: tokens.NETWORK_ACL_ASSOCIATION });
  const elsewhere = new Set(taken.map((association) => text(association, "subnetId")));
  const all = cloud.list({ ...place, type: tokens.SUBNET, state: { vpcId: text(acl, "vpcId") } });
  return all.map(({ id }) => id).filter((id) => !elsewhere.has(id));
}

export const networkAcl: Kind = {
  label: "EC2 Network ACL",
  service: "EC2",
  calls: { create: "CreateNetworkAcl", update: "CreateNetworkAclEntry", delete: "DeleteNetworkAcl" },
  quota: QUOTAS.aclsPerVpc,
  create: (call) => {
    const vpcId = findVpc(call, call.inputs.text("vpcId")).id;
    checkInlineRules(call);
    const existing = neighbours(call, tokens.NETWORK_ACL, { vpcId }).length;
    withinQuota(call.cloud, QUOTAS.aclsPerVpc, existing);
    const id = newId(call.cloud, "acl");
    associate(call, id, call.inputs.texts("subnetIds"));
    return { id, computed: { arn: arn("ec2", call, `network-acl/${id}`), ownerId: call.account } };
  },
  update: (call, before) => {
    checkInlineRules(call);
    const [had, wanted] = [new Inputs(before.state).texts("subnetIds"), call.inputs.texts("subnetIds")];
    release(
      call,
      had.filter((subnetId) => !wanted.includes(subnetId)),
    );
    associate(
      call,
      before.id,
      wanted.filter((subnetId) => !had.includes(subnetId)),
    );
    return {};
  },
  // The provider hands the subnets back to the default ACL first: having no association means that one.
  delete: (call, { id }) => {
    const { account, region } = call;
    for (const type of [tokens.NETWORK_ACL_ASSOCIATION, tokens.NETWORK_ACL_RULE]) {
      call.cloud.delete({ type, account, region, state: { networkAclId: id } });
    }
  },
  seen: { subnetIds: subnetsOf },
  importFault: (_id, found) => {
    if (found === undefined) return "couldn't find resource";
    return found.state["isDefault"] === true
      ? "use the `aws_default_network_acl` resource instead"
      : undefined;
  },
};

export const defaultNetworkAcl: Kind = {
  label: "EC2 Default Network ACL",
  service: "EC2",
  calls: { create: "DescribeNetworkAcls", update: "CreateNetworkAclEntry", delete: "DescribeNetworkAcls" },
  storedAs: tokens.NETWORK_ACL,
  create: (call) => {
    const acl = findAcl(call, call.inputs.text("defaultNetworkAclId"));
    if (acl.state["isDefault"] !== true) {
      throw new AwsError(
        "InvalidParameterValue",
        `use aws_network_acl: ${acl.id} is not a default network ACL`,
      );
    }
    checkInlineRules(call);
    // The provider revokes whatever rules there are, and makes those that the program gives.
    const { ingress, egress } = call.inputs.all;
    return { id: acl.id, computed: { ...acl.state, ingress: ingress ?? [], egress: egress ?? [] } };
  },
  update: (call) => {
    checkInlineRules(call);
    return {};
  },
  seen: { subnetIds: subnetsOfDefault },
};

function ruleOf(inputs: Inputs): Rule {
  return {
    number: inputs.number("ruleNumber"),
    action: inputs.text("ruleAction"),
    protocol: inputs.text("protocol"),
    from: inputs.number("fromPort"),
    to: inputs.number("toPort"),
  };
}

export const networkAclRule: Kind = {
  label: "EC2 Network ACL Rule",
  service: "EC2",
  calls: { create: "CreateNetworkAclEntry", delete: "DeleteNetworkAclEntry" },
  quota: QUOTAS.rulesPerAcl,
  refusals: (inputs) => {
    const one = ["cidrBlock", "ipv6CidrBlock"].filter((name) => inputs.has(name)).length === 1;
    return [
      ...(one ? [] : [["", 'exactly one of "cidrBlock", "ipv6CidrBlock" is required'] as const]),
      ...cidrRefusals(inputs, "cidrBlock", "ipv6CidrBlock"),
    ];
  },
  create: (call) => {
    const acl = findAcl(call, call.inputs.text("networkAclId"));
    const rule = ruleOf(call.inputs);
    checkRule(rule);
    const egress = call.inputs.flag("egress");
    const others = neighbours(call, tokens.NETWORK_ACL_RULE, { networkAclId: acl.id, egress });
    if (others.some(({ state }) => state["ruleNumber"] === rule.number)) throw entryExists(rule.number);
    withinQuota(call.cloud, QUOTAS.rulesPerAcl, others.length);
    const protocol = protocolNumber(rule.protocol);
    return { id: `nacl-${hashNumber([acl.id, rule.number, protocol, egress].join("-"))}`, computed: {} };
  },
  importQuery: (id) => {
    const [networkAclId = "", number = "", , egress = ""] = id.split(":");
    return { state: { networkAclId, ruleNumber: Number(number), egress: egress === "true" } };
  },
  importFault: (id) => {
    const parts = id.split(":");
    if (parts.length === 4 && !parts.includes("")) return undefined;
    return `unexpected format of ID (${id}), expected NETWORK_ACL_ID:RULE_NUMBER:PROTOCOL:EGRESS`;
  },
};

export const networkAclAssociation: Kind = {
  label: "EC2 Network ACL Association",
  service: "EC2",
  calls: { create: "ReplaceNetworkAclAssociation", delete: "ReplaceNetworkAclAssociation" },
  create: (call) => {
    const acl = findAcl(call, call.inputs.text("networkAclId"));
    release(call, [findSubnet(call, call.inputs.text("subnetId")).id]);
    return { id: newId(call.cloud, "aclassoc"), computed: { networkAclId: acl.id } };
  },
};
