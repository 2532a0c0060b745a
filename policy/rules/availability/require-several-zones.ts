import { type StackFinding, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const CLUSTER = "aws:eks/cluster:Cluster";
const GROUPS: Readonly<Record<string, string>> = {
  "aws:eks/nodeGroup:NodeGroup": "subnetIds",
  "aws:autoscaling/group:Group": "vpcZoneIdentifiers",
};
const SUBNET = "aws:ec2/subnet:Subnet";
const EXPECTED = "subnets of at least two zones";

const zoneOf = (subnet: Resource): Value => new Value("availabilityZone", subnet.inputs["availabilityZone"]);

/** A pool may be one group for each zone, so groups count together. Subnets that exist already say nothing of zones. */
function findings(resources: readonly Resource[], { environment }: Facts): readonly StackFinding[] {
  if (environment !== "production" && environment !== undefined) return [];
  const wiring = wiringOf(resources);
  const found = wiring.ofType(CLUSTER).flatMap((cluster) => {
    const users = Object.entries(GROUPS).flatMap(([type, input]) =>
      wiring.ofType(type).map((group) => ({ group, input })),
    );
    const isOpen = users.some(({ group, input }) => wiring.isOpen(group, input));
    const subnets = users.flatMap(({ group, input }) => wiring.from(group, input, SUBNET));
    if (subnets.length === 0 && !isOpen) return [];
    return zoneFindings(cluster, subnets.map(zoneOf), isOpen);
  });
  return environment === undefined ? found.map(({ resource, path }) => later(resource, path)) : found;
}

function zoneFindings(resource: Resource, zones: readonly Value[], isOpen: boolean): readonly StackFinding[] {
  const known = new Set(zones.flatMap(({ text }) => text ?? []));
  if (known.size > 1) return [];
  const path = "availabilityZone";
  if (isOpen || zones.some((zone) => zone.isUnknown)) return [later(resource, path)];
  const got = [...known].join(", ") || "none";
  return [{ resource, kind: "violation", path, expected: EXPECTED, got }];
}

const later = (resource: Resource, path: string): StackFinding => ({
  resource,
  ...unknown({ path }, EXPECTED),
});

export const requireSeveralZones: StackRule = {
  id: "require-several-zones",
  level: "mandatory",
  group: "availability",
  scope: "stack",
  what: "In production a cluster and its groups of nodes stand in at least two zones",
  why: "a zone that fails takes everything along",
  remedy: "name zones in the entry, or raise its sla",
  answers: ["AWS AutoScaling.2: groups span several zones", "EKS-BP reliability: nodes in several zones"],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html",
  check: findings,
};
