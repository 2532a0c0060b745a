import { CliError, type Command, type Invocation, regionOf, serviceError, USAGE_ERROR } from "./cli-call.ts";
import type { Thing } from "./cloud.ts";
import { text } from "./kind.ts";
import * as tokens from "./tokens.ts";

/** Calls about what stands in VPCs beside what a program made. */
export const VPC_CALLS: Readonly<Record<string, Command>> = {
  "ec2 delete-network-interface": { options: ["network-interface-id"], run: deletedInterface },
  "ec2 delete-security-group": { options: ["group-id"], run: deletedGroup },
  "ec2 describe-network-interfaces": { options: ["filters"], run: describedInterfaces },
  "ec2 describe-security-groups": { options: ["filters"], run: describedGroups },
};

/** Ids in `Name=vpc-id,Values=a,b`, the one filter that is known here. */
function vpcIds({ options }: Invocation): readonly string[] {
  const [filter = ""] = options["filters"] ?? [];
  const [, values] = /^Name=vpc-id,Values=(.+)$/.exec(filter) ?? [];
  if (values !== undefined) return values.split(",");
  throw new CliError(USAGE_ERROR, `the simulated AWS knows the filter vpc-id alone, got '${filter}'`);
}

function things(invocation: Invocation, type: string): readonly Thing[] {
  const { cloud, account, options } = invocation;
  return cloud.list({ type, account, region: regionOf(options) });
}

function describedInterfaces(invocation: Invocation): unknown {
  const ids = vpcIds(invocation);
  const subnets = new Map(things(invocation, tokens.SUBNET).map((one) => [one.id, text(one, "vpcId")]));
  const found = things(invocation, tokens.NETWORK_INTERFACE).filter((one) =>
    ids.includes(subnets.get(text(one, "subnetId")) ?? ""),
  );
  return {
    NetworkInterfaces: found.map((one) => ({
      NetworkInterfaceId: one.id,
      Status: text(one, "status"),
      Description: text(one, "description"),
      SubnetId: text(one, "subnetId"),
      VpcId: subnets.get(text(one, "subnetId")),
      // Interfaces of a control plane are EKS's own, and those of a load balancer the service's.
      RequesterManaged: text(one, "cluster") !== "" || text(one, "owner").startsWith("arn:"),
      ...(text(one, "owner").startsWith("i-") && { Attachment: { InstanceId: text(one, "owner") } }),
      Groups: groupsOf(one).map((GroupId) => ({ GroupId })),
    })),
  };
}

function groupsOf({ state }: Thing): readonly unknown[] {
  const groups = state["groups"];
  return Array.isArray(groups) ? groups : [];
}

function describedGroups(invocation: Invocation): unknown {
  const ids = vpcIds(invocation);
  const found = things(invocation, tokens.SECURITY_GROUP).filter((one) => ids.includes(text(one, "vpcId")));
  return {
    SecurityGroups: found.map((one) => ({
      GroupId: one.id,
      GroupName: text(one, "name"),
      VpcId: text(one, "vpcId"),
      Tags: Object.entries(one.tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

function deletedInterface(invocation: Invocation): unknown {
  const [id = ""] = invocation.options["network-interface-id"] ?? [];
  const [found] = things(invocation, tokens.NETWORK_INTERFACE).filter((one) => one.id === id);
  const operation = "DeleteNetworkInterface";
  if (found === undefined) {
    const message = `The networkInterface ID '${id}' does not exist`;
    throw serviceError("InvalidNetworkInterfaceID.NotFound", operation, message);
  }
  if (text(found, "status") === "in-use") {
    const message = `Network interface '${id}' is currently in use.`;
    throw serviceError("InvalidParameterValue", operation, message);
  }
  invocation.cloud.delete({ type: found.type, account: found.account, region: found.region, id });
  return {};
}

function deletedGroup(invocation: Invocation): unknown {
  const { cloud, options } = invocation;
  const [id = ""] = options["group-id"] ?? [];
  const [found] = things(invocation, tokens.SECURITY_GROUP).filter((one) => one.id === id);
  const operation = "DeleteSecurityGroup";
  if (found === undefined)
    throw serviceError("InvalidGroup.NotFound", operation, `The security group '${id}' does not exist`);
  if (things(invocation, tokens.NETWORK_INTERFACE).some((one) => groupsOf(one).includes(id)))
    throw serviceError("DependencyViolation", operation, `resource ${id} has a dependent object`);
  const place = { account: found.account, region: found.region };
  cloud.transaction(() => {
    cloud.delete({ ...place, type: found.type, id });
    for (const type of [tokens.INGRESS_RULE, tokens.EGRESS_RULE])
      cloud.delete({ ...place, type, state: { securityGroupId: id } });
  });
  return {};
}
