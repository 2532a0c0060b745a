import type { Thing } from "../cloud.ts";
import { arn } from "../ids.ts";
import {
  neighbours,
  rangeRefusals,
  referred,
  text,
  type Call,
  type Inputs,
  type Kind,
  type Refusals,
} from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { balancerError, balancerId } from "./load-balancer-names.ts";
import { balancersOf, findTargetGroup, HTTP_PROTOCOLS } from "./target-groups.ts";

const ACTIONS = ["authenticate-cognito", "authenticate-oidc", "fixed-response", "forward", "redirect"];

const PORT = [1, 65_535] as const;

/** Seconds that a network load balancer keeps a silent connection. */
const IDLE_SECONDS = 350;

/** Protocols of a network load balancer's groups, by the protocol of its listener. */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  TCP: ["TCP", "TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
  HTTP: HTTP_PROTOCOLS,
  HTTPS: HTTP_PROTOCOLS,
};

function findBalancer(call: Call): Thing {
  const missing = balancerError("LoadBalancerNotFound", "One or more load balancers not found");
  return referred(call, tokens.LOAD_BALANCER, call.inputs.text("loadBalancerArn"), missing);
}

function isNetwork(balancer: Thing): boolean {
  return balancer.state["loadBalancerType"] === "network";
}

function checkProtocol(inputs: Inputs, balancer: Thing): void {
  const protocol = inputs.text("protocol");
  const allowed = isNetwork(balancer) ? ["TCP", "TCP_UDP", "TLS", "UDP"] : HTTP_PROTOCOLS;
  if (allowed.includes(protocol)) return;
  throw balancerError(
    "ValidationError",
    `Listener protocol '${protocol}' must be one of '${allowed.join(", ")}'`,
  );
}

/** Targets of a network load balancer belong to it alone. */
function checkGroup(call: Call, balancer: Thing, id: string): void {
  const group = findTargetGroup(call, id);
  const protocol = call.inputs.text("protocol");
  if (COMPATIBLE[protocol]?.includes(text(group, "protocol")) !== true) {
    throw balancerError(
      "IncompatibleProtocols",
      `The protocol of target group '${id}' is not compatible with the listener protocol '${protocol}'`,
    );
  }
  if (text(group, "vpcId") !== text(balancer, "vpcId")) {
    throw balancerError(
      "InvalidConfigurationRequest",
      `The target group '${id}' and the load balancer '${balancer.id}' are in different VPCs`,
    );
  }
  const others = balancersOf(call, group).filter((one) => one !== balancer.id);
  if (others.length === 0) return;
  throw balancerError(
    "TargetGroupAssociationLimit",
    `The following target groups cannot be associated with more than one load balancer: ${id}`,
  );
}

/** Groups to which an action leads, named at the action itself or in its list. */
function groupsOf(action: Inputs): readonly string[] {
  const own = action.optionalText("targetGroupArn");
  const listed = action
    .object("forward")
    .objects("targetGroups")
    .map((one) => one.text("arn"));
  return own === undefined ? listed : [own];
}

function checkContent(call: Call, balancer: Thing, self?: string): void {
  checkProtocol(call.inputs, balancer);
  const others = neighbours(call, tokens.LISTENER, { loadBalancerArn: balancer.id }).filter(
    ({ id }) => id !== self,
  );
  if (others.some(({ state }) => state["port"] === call.inputs.number("port"))) {
    throw balancerError(
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${balancer.id}'`,
    );
  }
  withinQuota(call.cloud, QUOTAS.listenersPerBalancer, others.length);
  for (const action of call.inputs.objects("defaultActions")) {
    for (const id of groupsOf(action)) checkGroup(call, balancer, id);
  }
}

function refusals(inputs: Inputs): Refusals {
  const actions = inputs.objects("defaultActions");
  return [
    ...rangeRefusals(inputs, "port", PORT),
    ...actions.flatMap((action, index) =>
      choiceRefusal(action, "type", ACTIONS, `defaultActions[${index}].type`),
    ),
  ];
}

export const listener: Kind = {
  label: "ELBv2 Listener",
  service: "Elastic Load Balancing v2",
  calls: { create: "CreateListener", update: "ModifyListener", delete: "DeleteListener" },
  quota: QUOTAS.listenersPerBalancer,
  refusals,
  create: (call) => {
    const balancer = findBalancer(call);
    checkContent(call, balancer);
    const suffix = `listener/${text(balancer, "arnSuffix")}/${balancerId(call, balancer.id)}`;
    const id = arn("elasticloadbalancing", call, suffix);
    const idle = call.inputs.number("tcpIdleTimeoutSeconds") || IDLE_SECONDS;
    return { id, computed: { arn: id, tcpIdleTimeoutSeconds: isNetwork(balancer) ? idle : 0 } };
  },
  update: (call, before) => {
    checkContent(call, findBalancer(call), before.id);
    return {};
  },
};

function findInstance(call: Call, group: Thing): Thing {
  const id = call.inputs.text("targetId");
  const found = call.cloud.find({ type: tokens.INSTANCE, account: call.account, region: call.region, id });
  const vpcId = text(group, "vpcId");
  const subnet = found && call.cloud.find({ type: tokens.SUBNET, id: text(found, "subnetId") });
  if (found !== undefined && subnet !== undefined && text(subnet, "vpcId") === vpcId) return found;
  throw balancerError(
    "InvalidTarget",
    `The following targets are not in the target group VPC '${vpcId}': '${id}'`,
  );
}

/** RegisterTargets says yes to a target that is there already; the provider gives each resource an id of its own. */
export const target: Kind = {
  label: "ELBv2 Target Group Attachment",
  service: "Elastic Load Balancing v2",
  calls: { create: "RegisterTargets", delete: "DeregisterTargets" },
  quota: QUOTAS.targetsPerGroup,
  refusals: (inputs) => rangeRefusals(inputs, "port", PORT),
  create: (call) => {
    const targetGroupArn = call.inputs.text("targetGroupArn");
    const group = findTargetGroup(call, targetGroupArn);
    if (text(group, "targetType") === "instance") findInstance(call, group);
    const registered = neighbours(call, tokens.TARGET, { targetGroupArn });
    withinQuota(call.cloud, QUOTAS.targetsPerGroup, registered.length);
    return { id: `${targetGroupArn}-${balancerId(call, targetGroupArn)}`, computed: {} };
  },
};
