import type { Properties } from "../../provider/properties.ts";
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
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal } from "./eks.ts";
import { balancerError, balancerId, nameRefusals } from "./load-balancer-names.ts";

const PROTOCOLS = ["GENEVE", "HTTP", "HTTPS", "TCP", "TCP_UDP", "TLS", "UDP"];

/** Protocols of an application load balancer; all others are a network load balancer's. */
export const HTTP_PROTOCOLS = ["HTTP", "HTTPS"];

const PORT = [1, 65_535] as const;
const INTERVAL_SECONDS = [5, 300] as const;
const TIMEOUT_SECONDS = [2, 120] as const;
const THRESHOLD = [2, 10] as const;

/** Targets that are in a VPC. */
const IN_VPC = ["instance", "ip", "alb"];

export function findTargetGroup(call: Call, id: string): Thing {
  return referred(
    call,
    tokens.TARGET_GROUP,
    id,
    balancerError("TargetGroupNotFound", "One or more target groups not found"),
  );
}

function isHttp(inputs: Inputs): boolean {
  return HTTP_PROTOCOLS.includes(inputs.text("protocol"));
}

/** How any load balancer asks its targets, where nobody says it. */
const HEALTH = {
  enabled: true,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  interval: 30,
  port: "traffic-port",
};

/** The same with what depends on the protocol. */
function healthCheck(inputs: Inputs): Properties {
  const given = inputs.object("healthCheck");
  const protocol = given.optionalText("protocol") ?? (isHttp(inputs) ? inputs.text("protocol") : "TCP");
  const asksHttp = HTTP_PROTOCOLS.includes(protocol);
  return {
    ...HEALTH,
    ...{ timeout: asksHttp ? 6 : 10, path: asksHttp ? "/" : "", matcher: asksHttp ? "200-399" : "" },
    ...given.all,
    protocol,
  };
}

function checkHealthCheck(inputs: Inputs): void {
  const { interval, timeout } = healthCheck(inputs);
  if (Number(timeout) < Number(interval)) return;
  throw balancerError(
    "ValidationError",
    `Health check timeout '${Number(timeout)}' must be smaller than the interval '${Number(interval)}'`,
  );
}

function refusals(inputs: Inputs): Refusals {
  const health = inputs.object("healthCheck");
  const inHealth = (name: string, range: readonly [number, number]): Refusals =>
    rangeRefusals(health, name, range).map(([field, reason]) => [`healthCheck.${field}`, reason] as const);
  return [
    ...nameRefusals(inputs),
    ...choiceRefusal(inputs, "protocol", PROTOCOLS),
    ...choiceRefusal(inputs, "targetType", ["alb", "instance", "ip", "lambda"]),
    ...choiceRefusal(inputs, "preserveClientIp", ["", "false", "true"]),
    ...rangeRefusals(inputs, "port", PORT),
    ...inHealth("interval", INTERVAL_SECONDS),
    ...inHealth("timeout", TIMEOUT_SECONDS),
    ...inHealth("healthyThreshold", THRESHOLD),
    ...inHealth("unhealthyThreshold", THRESHOLD),
  ];
}

function checkVpc(call: Call): void {
  const type = call.inputs.text("targetType");
  const vpcId = call.inputs.optionalText("vpcId");
  if (!IN_VPC.includes(type)) return;
  if (vpcId === undefined) {
    throw balancerError("ValidationError", `A VPC ID must be specified for target type '${type}'`);
  }
  referred(call, tokens.VPC, vpcId, balancerError("ValidationError", `The VPC ID '${vpcId}' is not found`));
}

function refuseTaken(call: Call, name: string): void {
  if (neighbours(call, tokens.TARGET_GROUP, { name }).length > 0) {
    throw balancerError(
      "DuplicateTargetGroupName",
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  withinQuota(call.cloud, QUOTAS.targetGroups, countIn(call.cloud, call, tokens.TARGET_GROUP));
}

/** What Elastic Load Balancing chooses. */
function choices(inputs: Inputs): Properties {
  const http = isHttp(inputs);
  const keepsClient = inputs.text("targetType") === "instance" || inputs.text("protocol") === "UDP";
  const minimum = { minimumHealthyTargetsPercentage: "off" };
  return {
    healthCheck: healthCheck(inputs),
    ipAddressType: inputs.optionalText("ipAddressType") ?? "ipv4",
    loadBalancingAlgorithmType:
      inputs.optionalText("loadBalancingAlgorithmType") ?? (http ? "round_robin" : ""),
    loadBalancingAnomalyMitigation:
      inputs.optionalText("loadBalancingAnomalyMitigation") ?? (http ? "off" : ""),
    loadBalancingCrossZoneEnabled:
      inputs.optionalText("loadBalancingCrossZoneEnabled") ?? "use_load_balancer_configuration",
    preserveClientIp: inputs.optionalText("preserveClientIp") ?? (http ? "" : String(keepsClient)),
    protocolVersion: inputs.optionalText("protocolVersion") ?? (http ? "HTTP1" : ""),
    stickiness: {
      ...{ enabled: false, type: http ? "lb_cookie" : "source_ip" },
      ...{ cookieDuration: http ? 86_400 : 0, cookieName: "" },
      ...inputs.object("stickiness").all,
    },
    targetGroupHealth: {
      dnsFailover: { minimumHealthyTargetsCount: "1", ...minimum },
      unhealthyStateRouting: { minimumHealthyTargetsCount: 1, ...minimum },
      ...inputs.object("targetGroupHealth").all,
    },
  };
}

/** Load balancers whose listeners lead to a group. */
export function balancersOf({ cloud }: Pick<Call, "cloud">, group: Thing): readonly string[] {
  const { account, region, id } = group;
  const listeners = cloud.list({ type: tokens.LISTENER, account, region });
  const leading = listeners.filter(({ state }) => JSON.stringify(state["defaultActions"]).includes(id));
  return [...new Set(leading.map((one) => text(one, "loadBalancerArn")))].sort();
}

export const targetGroup: Kind = {
  label: "ELBv2 Target Group",
  service: "Elastic Load Balancing v2",
  calls: { create: "CreateTargetGroup", update: "ModifyTargetGroup", delete: "DeleteTargetGroup" },
  autonamed: "",
  defaults: { targetType: "instance", deregistrationDelay: 300, healthCheck: HEALTH },
  quota: QUOTAS.targetGroups,
  refusals,
  seen: { loadBalancerArns: (cloud, thing) => [...balancersOf({ cloud }, thing)] },
  create: (call) => {
    const name = call.inputs.text("name");
    refuseTaken(call, name);
    checkVpc(call);
    checkHealthCheck(call.inputs);
    const suffix = `targetgroup/${name}/${balancerId(call, name)}`;
    const id = arn("elasticloadbalancing", call, suffix);
    return { id, computed: { arn: id, arnSuffix: suffix, ...choices(call.inputs) } };
  },
  update: (call) => {
    checkHealthCheck(call.inputs);
    return choices(call.inputs);
  },
  delete: (call, thing) => {
    if (balancersOf(call, thing).length > 0) {
      throw balancerError(
        "ResourceInUse",
        `Target group '${thing.id}' is currently in use by a listener or a rule`,
      );
    }
    const { cloud, account, region } = call;
    cloud.delete({ type: tokens.TARGET, account, region, state: { targetGroupArn: thing.id } });
  },
};
