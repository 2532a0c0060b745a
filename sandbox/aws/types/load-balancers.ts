import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { arn, hashNumber } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { balancerError, balancerId, nameRefusals } from "./load-balancer-names.ts";
import { deleteInterfacesOf, putInterface } from "./network-interfaces.ts";
import { findSecurityGroup } from "./security-groups.ts";
import { findSubnet } from "./subnet.ts";

const TYPES = ["application", "gateway", "network"];

/** How a load balancer's type is written in its ARN. */
const SHORT: Readonly<Record<string, string>> = { application: "app", gateway: "gwy", network: "net" };

const invalid = (message: string) => balancerError("InvalidConfigurationRequest", message);

function isNetwork(inputs: Inputs): boolean {
  return inputs.text("loadBalancerType") === "network";
}

/** Its subnets, however they were written. */
function subnetIds(inputs: Inputs): readonly string[] {
  const mapped = inputs.objects("subnetMappings").map((one) => one.text("subnetId"));
  return [...new Set([...inputs.texts("subnets"), ...mapped])].sort();
}

function subnetsOf(call: Call): readonly Thing[] {
  const subnets = subnetIds(call.inputs).map((id) => findSubnet(call, id));
  const zones = new Set(subnets.map((one) => text(one, "availabilityZone")));
  const fewest = isNetwork(call.inputs) ? 1 : 2;
  if (subnets.length === 0) throw balancerError("ValidationError", "At least one subnet must be specified");
  if (zones.size < Math.min(fewest, 2)) {
    throw balancerError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
  if (zones.size < subnets.length) {
    throw invalid("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
  }
  return subnets;
}

/** The one VPC of all subnets; one that is reached from the internet needs its gateway. */
function vpcOf(call: Call, subnets: readonly Thing[]): string {
  const [vpcId = "", ...more] = new Set(subnets.map((one) => text(one, "vpcId")));
  if (more.length > 0) {
    const ids = subnets.map(({ id }) => id).join(", ");
    throw invalid(`All subnets must belong to the same VPC: '${ids}'`);
  }
  const hasGateway = neighbours(call, tokens.INTERNET_GATEWAY, { vpcId }).length > 0;
  if (call.inputs.flag("internal") || hasGateway) return vpcId;
  throw balancerError("InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
}

function checkGroups(call: Call, vpcId: string): void {
  const groups = call.inputs.texts("securityGroups").map((id) => findSecurityGroup(call, id));
  if (groups.some((one) => text(one, "vpcId") !== vpcId)) {
    throw invalid("One or more security groups are invalid");
  }
}

/** One interface in each subnet, which holds the subnet and the groups in place. */
function putInterfaces(call: Call, id: string, subnets: readonly Thing[]): void {
  deleteInterfacesOf(call, id);
  const groups = call.inputs.texts("securityGroups");
  const description = `ELB ${id.slice(id.indexOf("/") + 1)}`;
  for (const { id: subnetId } of subnets) {
    putInterface(call.cloud, call, { description, subnetId, groups, owner: id });
  }
}

/** How a name leads to it: unlike a network load balancer's, an application load balancer's says where it is. */
function dnsName(call: Call, hash: string): string {
  const name = call.inputs.text("name");
  if (isNetwork(call.inputs)) return `${name}-${hash}.elb.${call.region}.amazonaws.com`;
  const number = hashNumber(`${name}/${hash}`);
  return `${call.inputs.flag("internal") ? "internal-" : ""}${name}-${number}.${call.region}.elb.amazonaws.com`;
}

function placed(call: Call, id: string): Properties {
  const subnets = subnetsOf(call);
  const vpcId = vpcOf(call, subnets);
  checkGroups(call, vpcId);
  putInterfaces(call, id, subnets);
  return {
    vpcId,
    subnets: subnets.map((one) => one.id),
    subnetMappings: subnets.map((one) => ({ subnetId: one.id })),
  };
}

function refuseTaken(call: Call, name: string): void {
  const all = neighbours(call, tokens.LOAD_BALANCER);
  if (all.some((one) => one.state["name"] === name)) {
    throw balancerError(
      "DuplicateLoadBalancerName",
      `A load balancer with the same name '${name}' exists, but with different settings`,
    );
  }
  const alike = all.filter((one) => one.state["loadBalancerType"] === call.inputs.text("loadBalancerType"));
  withinQuota(call.cloud, QUOTAS.networkBalancers, alike.length);
}

function refusals(inputs: Inputs): Refusals {
  const both = inputs.has("subnets") && inputs.has("subnetMappings");
  return [
    ...nameRefusals(inputs),
    ...(both ? [["subnets", '"subnets": conflicts with subnetMappings'] as const] : []),
    ...choiceRefusal(inputs, "loadBalancerType", TYPES),
    ...choiceRefusal(inputs, "ipAddressType", ["dualstack", "dualstack-without-public-ipv4", "ipv4"]),
  ];
}

/** Attributes of a load balancer that EC2 chooses by its type. */
function choices(inputs: Inputs): Properties {
  const hasGroups = inputs.texts("securityGroups").length > 0;
  return {
    ipAddressType: inputs.optionalText("ipAddressType") ?? "ipv4",
    enablePrefixForIpv6SourceNat: inputs.optionalText("enablePrefixForIpv6SourceNat") ?? "off",
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
      inputs.optionalText("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic") ??
      (isNetwork(inputs) && hasGroups ? "on" : ""),
  };
}

export const loadBalancer: Kind = {
  label: "ELBv2 Load Balancer",
  service: "Elastic Load Balancing v2",
  calls: {
    create: "CreateLoadBalancer",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  autonamed: "",
  defaults: {
    ...{ loadBalancerType: "application", idleTimeout: 60, clientKeepAlive: 3_600, enableHttp2: true },
    ...{ desyncMitigationMode: "defensive", xffHeaderProcessingMode: "append" },
    dnsRecordClientRoutingPolicy: "any_availability_zone",
  },
  quota: QUOTAS.networkBalancers,
  refusals,
  create: (call) => {
    const name = call.inputs.text("name");
    refuseTaken(call, name);
    const hash = balancerId(call, name);
    const suffix = `${SHORT[call.inputs.text("loadBalancerType")] ?? "app"}/${name}/${hash}`;
    const id = arn("elasticloadbalancing", call, `loadbalancer/${suffix}`);
    const zoneId = `Z${hashNumber(`elb/${call.region}`).toString(36).toUpperCase()}`;
    return {
      id,
      computed: {
        ...{ arn: id, arnSuffix: suffix, dnsName: dnsName(call, hash), zoneId },
        ...choices(call.inputs),
        ...placed(call, id),
      },
    };
  },
  update: (call, before) => ({ ...choices(call.inputs), ...placed(call, before.id) }),
  delete: (call, { id, state }) => {
    if (state["enableDeletionProtection"] === true) {
      throw balancerError(
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
      );
    }
    deleteInterfacesOf(call, id);
    const { cloud, account, region } = call;
    cloud.delete({ type: tokens.LISTENER, account, region, state: { loadBalancerArn: id } });
  },
};
