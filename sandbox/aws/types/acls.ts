import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, hashNumber, newId } from "../ids.ts";
import { Inputs, neighbours, putImplicit, referred, type Call, type Kind } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { findSubnet } from "./subnet.ts";
import { cidrRefusals, findVpc } from "./vpc.ts";

const RULE_MIN = 1;
const RULE_MAX = 32_766;
const PORT_MAX = 65_535;

/** Protocols by name, as the provider understands them in rules and import ids. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  all: "-1",
  icmp: "1",
  tcp: "6",
  udp: "17",
  icmpv6: "58",
};

const ACTIONS = ["allow", "deny"];

function findAcl(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidNetworkAclID.NotFound", `The networkAcl ID '${id}' does not exist`);
  return referred(call, tokens.NETWORK_ACL, id, missing);
}

function protocolNumber(protocol: string): string {
  return PROTOCOLS[protocol.toLowerCase()] ?? protocol;
}

/** A rule in either of its two notations. */
interface Rule {
  readonly number: number;
  readonly action: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

function checkRule({ number, action, protocol, from, to }: Rule): void {
  if (!Number.isInteger(number) || number < RULE_MIN || number > RULE_MAX) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${number}) for parameter ruleNumber is invalid. Rule numbers are in ${RULE_MIN}..${RULE_MAX}`,
    );
  }
  if (!ACTIONS.includes(action.toLowerCase())) {
    throw new AwsError("InvalidParameterValue", `Value (${action}) for parameter ruleAction is invalid`);
  }
  const hasPorts = ["6", "17"].includes(protocolNumber(protocol));
  if (hasPorts && !(from >= 0 && from <= to && to <= PORT_MAX)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Invalid value for portRange. Invalid port range (${from}:${to})`,
    );
  }
}

function entryExists(number: number): AwsError {
  return new AwsError(
    "NetworkAclEntryAlreadyExists",
    `The network acl entry identified by ${number} already exists.`,
  );
}

/** Rules written inside the ACL itself. */
function checkInlineRules(call: Call): void {
  for (const direction of ["ingress", "egress"]) {
    const numbers = new Set<number>();
    for (const inline of call.inputs.objects(direction)) {
      const number = inline.number("ruleNo");
      const [from, to] = [inline.number("fromPort"), inline.number("toPort")];
      checkRule({ number, action: inline.text("action"), protocol: inline.text("protocol"), from, to });
      if (numbers.has(number)) throw entryExists(number);
      withinQuota(call.cloud, QUOTAS.rulesPerAcl, numbers.size);
      numbers.add(number);
    }
  }
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
    return { id: acl.id, computed: acl.state };
  },
  update: (call) => {
    checkInlineRules(call);
    return {};
  },
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
