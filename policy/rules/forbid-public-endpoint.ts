import { breach, type Finding, must } from "../finding.ts";
import { isNarrow } from "../narrow-range.ts";
import type { ResourceRule } from "../rule.ts";
import type { Value } from "../value.ts";

const EXPECTED = "a list of ranges without the whole internet";

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
  scope: "resource",
  what: "No cluster's API is open to the whole internet",
  why: "one leaked token, or one fault of the API server, is then enough from anywhere",
  remedy: "close the public endpoint, or list the ranges that may reach it",
  see: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  appliesTo: (type) => type === "aws:eks/cluster:Cluster",
  check: endpointFindings,
};
