import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { Inputs, neighbours, referred, type Call, type Kind } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { interfacesWithGroup } from "./network-interfaces.ts";
import { cidrRefusals, findVpc } from "./vpc.ts";

/** Characters and length that EC2 takes for names and descriptions of groups. */
const NAME = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
const PORT_MAX = 65_535;

export function findSecurityGroup(call: Call, id: string): Thing {
  const missing = new AwsError("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
  return referred(call, tokens.SECURITY_GROUP, id, missing);
}

function checkName(call: Call, vpcId: string): void {
  const name = call.inputs.text("name");
  if (name === "default") {
    throw new AwsError("InvalidParameterValue", "Cannot use reserved security group name: default");
  }
  if (!NAME.test(name) || name.startsWith("sg-")) {
    throw new AwsError(
      "InvalidParameterValue",
      `Invalid value '${name}' for groupName. It must not start with sg-, has at most 255 characters, and only ` +
        "a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*",
    );
  }
  if (neighbours(call, tokens.SECURITY_GROUP, { vpcId, name }).length === 0) return;
  throw new AwsError(
    "InvalidGroup.Duplicate",
    `The security group '${name}' already exists for VPC '${vpcId}'`,
  );
}

/** Rules written inside the group: at most as many as the quota allows, and groups that exist. */
function checkInlineRules(call: Call): void {
  for (const direction of ["ingress", "egress"]) {
    const rules = call.inputs.objects(direction);
    withinQuota(call.cloud, QUOTAS.rulesPerGroup, rules.length - 1);
    for (const rule of rules) {
      checkPorts(rule.number("fromPort"), rule.number("toPort"), rule.text("protocol"));
      for (const id of rule.texts("securityGroups")) findSecurityGroup(call, id);
    }
  }
}

function checkPorts(from: number, to: number, protocol: string): void {
  const hasPorts = ["tcp", "udp", "6", "17"].includes(protocol.toLowerCase());
  if (!hasPorts || (from >= 0 && from <= to && to <= PORT_MAX)) return;
  throw new AwsError(
    "InvalidParameterValue",
    `Invalid value for portRange. Invalid port range (${from}:${to})`,
  );
}

/** Rules elsewhere, and network interfaces of endpoints, hold a group in place. */
function isUsed(call: Call, id: string): boolean {
  const referring = [tokens.INGRESS_RULE, tokens.EGRESS_RULE].flatMap((type) =>
    neighbours(call, type, { referencedSecurityGroupId: id }).filter(
      ({ state }) => state["securityGroupId"] !== id,
    ),
  );
  const endpoints = neighbours(call, tokens.VPC_ENDPOINT).filter(({ state }) =>
    (state["securityGroupIds"] as readonly string[]).includes(id),
  );
  const interfaces = interfacesWithGroup(call, id);
  return referring.length + endpoints.length + interfaces.length > 0;
}

export const securityGroup: Kind = {
  label: "Security Group",
  service: "EC2",
  calls: {
    create: "CreateSecurityGroup",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DeleteSecurityGroup",
  },
  defaults: { description: "Managed by Pulumi" },
  autonamed: "",
  quota: QUOTAS.securityGroups,
  create: (call) => {
    const vpcId = findVpc(call, call.inputs.text("vpcId")).id;
    checkName(call, vpcId);
    checkInlineRules(call);
    withinQuota(call.cloud, QUOTAS.securityGroups, countIn(call.cloud, call, tokens.SECURITY_GROUP));
    const id = newId(call.cloud, "sg");
    return { id, computed: { arn: arn("ec2", call, `security-group/${id}`), ownerId: call.account } };
  },
  update: (call) => {
    checkInlineRules(call);
    return {};
  },
  delete: (call, { id }) => {
    if (isUsed(call, id)) {
      throw new AwsError("DependencyViolation", `resource ${id} has a dependent object`);
    }
    const { account, region } = call;
    for (const type of [tokens.INGRESS_RULE, tokens.EGRESS_RULE]) {
      call.cloud.delete({ type, account, region, state: { securityGroupId: id } });
    }
  },
};

export const defaultSecurityGroup: Kind = {
  label: "EC2 Default Security Group",
  service: "EC2",
  calls: {
    create: "RevokeSecurityGroupIngress",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DescribeSecurityGroups",
  },
  storedAs: tokens.SECURITY_GROUP,
  create: (call) => {
    const vpcId = findVpc(call, call.inputs.text("vpcId")).id;
    const [group] = neighbours(call, tokens.SECURITY_GROUP, { vpcId, isDefault: true });
    if (group === undefined) throw new Error(`${vpcId} has no default security group`);
    checkInlineRules(call);
    return { id: group.id, computed: { ...group.state, namePrefix: "" } };
  },
  update: (call) => {
    checkInlineRules(call);
    return {};
  },
};

/** What makes two rules of a group the same. */
function identity(state: Inputs): string {
  const parts = ["ipProtocol", ...SOURCES].map((name) => state.text(name));
  return JSON.stringify([...parts, state.number("fromPort"), state.number("toPort")]);
}

function checkRule(call: Call, type: string, self?: string): void {
  const group = findSecurityGroup(call, call.inputs.text("securityGroupId"));
  const source = call.inputs.optionalText("referencedSecurityGroupId");
  if (source !== undefined) findSecurityGroup(call, source);
  checkPorts(call.inputs.number("fromPort"), call.inputs.number("toPort"), call.inputs.text("ipProtocol"));
  const others = neighbours(call, type, { securityGroupId: group.id }).filter(({ id }) => id !== self);
  withinQuota(call.cloud, QUOTAS.rulesPerGroup, others.length);
  const wanted = identity(call.inputs);
  if (others.every(({ state }) => identity(new Inputs(state)) !== wanted)) return;
  throw new AwsError("InvalidPermission.Duplicate", "the specified rule already exists");
}

function ruleKind(type: string, label: string, direction: "Ingress" | "Egress"): Kind {
  return {
    label,
    service: "EC2",
    calls: {
      create: `AuthorizeSecurityGroup${direction}`,
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${direction}`,
    },
    quota: QUOTAS.rulesPerGroup,
    refusals: (inputs) => {
      const given = SOURCES.filter((name) => inputs.has(name));
      const one = `exactly one of ${SOURCES.map((name) => `"${name}"`).join(", ")} is required`;
      return [
        ...(given.length === 1 ? [] : [["", one] as const]),
        ...cidrRefusals(inputs, "cidrIpv4", "cidrIpv6"),
      ];
    },
    create: (call) => {
      checkRule(call, type);
      const id = newId(call.cloud, "sgr");
      return {
        id,
        computed: { securityGroupRuleId: id, arn: arn("ec2", call, `security-group-rule/${id}`) },
      };
    },
    update: (call, before) => {
      checkRule(call, type, before.id);
      return {};
    },
  };
}

export const ingressRule = ruleKind(tokens.INGRESS_RULE, "VPC Security Group Ingress Rule", "Ingress");
export const egressRule = ruleKind(tokens.EGRESS_RULE, "VPC Security Group Egress Rule", "Egress");
