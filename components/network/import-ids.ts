import type { NetworkDecisions } from "./decisions.ts";

/**
 * How the id of a resource begins, by logical name, for kinds whose whole id AWS makes up; others are imported by
 * names, or by several ids joined.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export function importPrefixes(decided: NetworkDecisions): ReadonlyMap<string, string> {
  const { vpc, subnets, routeTables, natGateways, gatewayEndpoints, interfaceEndpoints, acls } = decided;
  const named = (prefix: string, all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => [name, prefix] as const);
  const single = (prefix: string, name: string | undefined) =>
    name === undefined ? [] : [[name, prefix] as const];
  return new Map([
    [vpc.name, "vpc-"],
    [vpc.defaultSecurityGroupName, "sg-"],
    ...single("igw-", decided.internetGatewayName),
    ...single("eigw-", decided.egressOnlyGatewayName),
    ...single("sg-", interfaceEndpoints?.securityGroupName),
    ...single("acl-", acls.defaultAclName),
    ...named("subnet-", subnets),
    ...named("rtb-", routeTables),
    ...named("nat-", natGateways),
    ...natGateways.map(({ addressName }) => [addressName, "eipalloc-"] as const),
    ...named("vpce-", [...gatewayEndpoints, ...(interfaceEndpoints?.endpoints ?? [])]),
    ...named("acl-", acls.own),
    [decided.flowLog.name, "fl-"],
  ]);
}
