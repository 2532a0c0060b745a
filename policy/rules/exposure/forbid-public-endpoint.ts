import { breach, type Finding, must } from "../../finding.ts";
import { isNarrow } from "../../narrow-range.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a list of ranges without the whole internet";

const CLUSTER = "aws:eks/cluster:Cluster";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const GUARD = "a security group, which says who gets in";

/** A load balancer faces the internet where nothing is said, and without a group of its own lets everybody in. */
function balancerFindings(inputs: Value): readonly Finding[] {
  const internal = inputs.at("internal");
  if (internal.known === true) return [];
  if (internal.isUnknown) return [breach(internal, "true")];
  const groups = inputs.at("securityGroups");
  return groups.isUnknown || groups.items.length > 0 ? [] : [breach(groups, GUARD)];
}

/** AWS opens the endpoint, and to everybody, where nothing is said. */
function endpointFindings(inputs: Value): readonly Finding[] {
  const config = inputs.at("vpcConfig");
  const isPublic = config.at("endpointPublicAccess");
  if (isPublic.known === false) return [];
  if (isPublic.isUnknown) return [breach(isPublic, "false")];
  const ranges = config.at("publicAccessCidrs");
  if (ranges.items.length === 0)
    return [isPublic.isAbsent ? breach(isPublic, "false") : breach(ranges, EXPECTED)];
  return ranges.items.flatMap((range) => must(range, EXPECTED, isNarrow));
}

export const forbidPublicEndpoint: ResourceRule = {
  id: "forbid-public-endpoint",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No cluster's API, and no load balancer of the program's own, is open to the whole internet",
  why: "one leaked token, or one fault of the API server, is then enough from anywhere",
  remedy: "close the public endpoint, or list the ranges that may reach it",
  answers: [
    "AWS EKS.1: endpoints of clusters are not public",
    "CIS-EKS 5.4.1: access to the control plane's endpoint is restricted",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  appliesTo: (type) => type === CLUSTER || type === BALANCER,
  check: (inputs, { type }) => (type === CLUSTER ? endpointFindings(inputs) : balancerFindings(inputs)),
};
