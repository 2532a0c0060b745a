import type { Inventory, Region } from "../inventory.ts";
import { ENVIRONMENTS } from "../schema/cluster.ts";
import type { OwnTransitGateway } from "../schema/region-transit-gateway.ts";

export type Environment = (typeof ENVIRONMENTS)[number];

/** A region's own gateway: what decides who reaches whom. */
export type Gateway = Pick<OwnTransitGateway, "joins" | "foreign">;

/** The region whose gateway a region's clusters attach to; undefined without one. */
export function gatewayRegion(
  { regions }: Pick<Inventory, "regions">,
  { id, transitGateway }: Region,
): Region | undefined {
  if (transitGateway === undefined) return undefined;
  const owner = transitGateway.mode === "own" ? regions.get(id) : regions.get(transitGateway.region);
  return owner?.transitGateway?.mode === "own" ? owner : undefined;
}

/** The gateway that a region has itself. */
export function ownGateway({ transitGateway }: Region): OwnTransitGateway | undefined {
  return transitGateway?.mode === "own" ? transitGateway : undefined;
}

/** Regions whose clusters attach to the gateway of this one, itself first, then by name. */
export function regionsOf({ regions }: Pick<Inventory, "regions">, owner: Region): readonly Region[] {
  const others = [...regions.values()].filter(
    ({ transitGateway }) => transitGateway?.mode === "shared" && transitGateway.region === owner.id,
  );
  return [owner, ...others.sort((a, b) => (a.id < b.id ? -1 : 1))];
}

/** Environments whose clusters this one's reach: its own, and those it is joined with. Joins don't lead further. */
export function reachableEnvironments({ joins }: Gateway, environment: Environment): readonly Environment[] {
  return ENVIRONMENTS.filter(
    (other) =>
      other === environment ||
      joins.some(({ between }) => between.includes(environment) && between.includes(other)),
  );
}

/** A route table of a gateway: that of an environment's clusters, or that of one foreign network. */
export const foreignTable = (network: string): string => `foreign-${network}`;

/**
 * Every table of a gateway. All environments have one from the first day, so that a cluster of a new environment needs
 * no other stack to change first.
 */
export function transitTables({ foreign }: Gateway): readonly string[] {
  return [...ENVIRONMENTS, ...Object.keys(foreign).sort().map(foreignTable)];
}

/** Tables that learn the ranges of a cluster of this environment: those of all who may reach it. */
export function tablesKnowing(gateway: Gateway, environment: Environment): readonly string[] {
  const networks = Object.entries(gateway.foreign)
    .filter(([, { environments }]) => environments.includes(environment))
    .map(([name]) => foreignTable(name))
    .sort();
  return [...reachableEnvironments(gateway, environment), ...networks];
}

/** Ranges of foreign networks that clusters of this environment reach, by network. */
export function foreignRanges(gateway: Gateway, environment: Environment): readonly string[] {
  return Object.entries(gateway.foreign)
    .filter(([, { environments }]) => environments.includes(environment))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { cidrs }]) => cidrs);
}
