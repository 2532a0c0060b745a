import { type Finding, breach, must, unknown } from "../../finding.ts";
import { isNarrow } from "../../narrow-range.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const EXPECTED = "an internal load balancer, or ranges that may reach it";

function findings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("spec");
  if (spec.isUnknown) return [unknown(spec, EXPECTED)];
  const type = spec.at("type");
  return [
    ...must(type, "a type that opens no port of nodes", (known) => known !== "NodePort"),
    ...must(spec.at("externalIPs"), "no addresses of its own", (known) => known === undefined),
    ...(type.known === "LoadBalancer" ? balancerFindings(inputs) : []),
  ];
}

function balancerFindings(inputs: Value): readonly Finding[] {
  const scheme = inputs.at("metadata", "annotations", SCHEME);
  const ranges = inputs.at("spec", "loadBalancerSourceRanges");
  if (scheme.known === "internal") return [];
  const wide = ranges.items.filter(({ isUnknown, known }) => isUnknown || !isNarrow(known));
  if (ranges.items.length > 0 && wide.length === 0) return [];
  const hidden = [scheme, ...wide].find(({ isUnknown }) => isUnknown);
  return [hidden === undefined ? breach(ranges, EXPECTED) : unknown(hidden, EXPECTED)];
}

export const forbidPublicServices: ResourceRule = {
  id: "forbid-public-services",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No Service is open to the whole internet, or opens a port on every node",
  why: "what is behind it was written for those inside, and asks for no name and no certificate",
  remedy: "make the load balancer internal, or set loadBalancerSourceRanges; publish through the gateway",
  answers: [
    "threat: NodePort, LoadBalancer and external addresses",
    "EKS-BP network security: internal load balancers",
  ],
  see: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
  appliesTo: (type) => type === "kubernetes:core/v1:Service",
  check: findings,
};
