import type * as pulumi from "@pulumi/pulumi";
import type { SubnetIds } from "../network/network-parts.ts";
import type { Ground } from "./ground.ts";
import type { Ways } from "./kubernetes-provider.ts";
import { createBalancer } from "./load-balancer.ts";
import type { K3sScope } from "./scope.ts";
import { createSecurityGroups, type SecurityGroups } from "./security-groups.ts";
import { createServers } from "./servers.ts";
import { createTokenRotation } from "./token-rotation.ts";

/** The network that machines stand in. */
export interface MachinesPlace {
  readonly vpcId: pulumi.Input<string>;
  /** Subnets by class, each in the order of their zones. */
  readonly subnetIds: SubnetIds;
  /** What leads into the network and out of it. */
  readonly ways: readonly pulumi.Resource[];
}

/** The servers, and what leads to them. */
export interface Machines {
  readonly balancers: Ways;
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** What lets machines and deployments reach the servers. */
  readonly rules: readonly pulumi.Resource[];
  /** There once all servers have joined and answer, and have the tokens of their revision. */
  readonly gates: readonly pulumi.Resource[];
}

/** Makes the addresses of the servers, which their certificates hold, then the servers, and waits for each. */
export function createMachines(scope: K3sScope, ground: Ground, place: MachinesPlace): Machines {
  const { vpcId, subnetIds, ways } = place;
  const groups = createSecurityGroups(scope, vpcId);
  const balancers = createBalancers(scope, place, groups);
  const { registration, outside } = balancers;
  const zoned = scope.settings.zones.map((zone, index) => [zone, subnetIds.node[index]] as const);
  const { ids, gates } = createServers(scope, {
    subnetIds: new Map(zoned.flatMap(([zone, id]) => (id === undefined ? [] : [[zone, id]]))),
    securityGroupIds: [groups.nodes, groups.servers],
    profile: ground.profiles.server,
    registration,
    balancers: outside === undefined ? [registration] : [registration, outside],
    dependsOn: [...ground.ready, ...groups.rules, ...ways],
  });
  const { nodes: nodeSecurityGroupId, rules } = groups;
  const rotations = createTokenRotation(scope, ids, [...gates, ...ground.ready]);
  return { balancers, nodeSecurityGroupId, rules, gates: [...gates, ...rotations] };
}

/** One inside of the network, and one more where deployments come from outside of it. */
function createBalancers(scope: K3sScope, { vpcId, subnetIds }: MachinesPlace, groups: SecurityGroups): Ways {
  const registration = createBalancer(scope, {
    key: "api",
    vpcId,
    subnetIds: subnetIds.node,
    securityGroupId: groups.api,
  });
  if (groups.publicApi === undefined) return { registration };
  const outside = createBalancer(scope, {
    key: "public-api",
    vpcId,
    subnetIds: subnetIds.public,
    securityGroupId: groups.publicApi,
  });
  return { registration, outside };
}
