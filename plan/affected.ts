import { counted } from "./diff-words.ts";
import type { FleetDiff } from "./fleet-diff.ts";
import { piecesOf } from "./groups/pieces.ts";

/** Who feels a change: what is touched itself, not what might feel it from afar. */
export interface Affected {
  /** Clusters, each with its environment, such as `production`; cells count as clusters. */
  readonly clusters: readonly AffectedCluster[];
  readonly regions: readonly string[];
  readonly links: readonly string[];
  /** Stacks of which nobody can say what they are. */
  readonly others: readonly string[];
  /** Tenants with a resource that is touched. */
  readonly tenants: readonly string[];
  /** All tenants of the stacks that change. */
  readonly tenantsThere: readonly string[];
}

interface AffectedCluster {
  readonly stack: string;
  /** @default - nobody says it */
  readonly environment?: string;
}

/** Most tenants that are named one by one. */
const MOST_NAMES = 12;

/** Who is affected, each list in alphabetical order. */
export function affectedBy({ changed, environments }: FleetDiff): Affected {
  const stacks = (kind: string): readonly string[] =>
    changed.filter(({ own }) => (own?.kind ?? "other") === kind).map(({ stack }) => stack);
  const touched = changed.flatMap((diff) =>
    diff.fate === "stays"
      ? piecesOf(diff).flatMap(({ slice }) => (slice === undefined ? [] : [slice.tenant]))
      : (diff.own?.slices ?? []).map(({ tenant }) => tenant),
  );
  return {
    clusters: changed
      .filter(({ own }) => own?.kind === "cluster")
      .map(({ stack, own }) => {
        const environment = environments?.get(stack) ?? own?.environment;
        return { stack, ...(environment === undefined ? {} : { environment }) };
      }),
    regions: stacks("region"),
    links: stacks("link"),
    others: stacks("other"),
    tenants: [...new Set(touched)].sort(),
    tenantsThere: [
      ...new Set(changed.flatMap(({ own }) => (own?.slices ?? []).map(({ tenant }) => tenant))),
    ].sort(),
  };
}

/** `3 clusters (2 production, 1 development), 1 region; 2 tenants: acme, borealis`. */
export function affectedText(affected: Affected): string {
  const { clusters, regions, links, others, tenants, tenantsThere } = affected;
  const isMixed = clusters.length + regions.length + links.length > 0;
  const stacks = [
    ...(clusters.length === 0 ? [] : [`${counted(clusters.length, "cluster")}${environmentsText(clusters)}`]),
    ...(regions.length === 0 ? [] : [counted(regions.length, "region")]),
    ...(links.length === 0 ? [] : [counted(links.length, "link")]),
    ...(others.length === 0 ? [] : [counted(others.length, isMixed ? "other stack" : "stack")]),
  ].join(", ");
  return [stacks, ...tenantsText(tenants, tenantsThere)].join("; ");
}

function environmentsText(clusters: readonly AffectedCluster[]): string {
  const groups = Map.groupBy(clusters, ({ environment }) => environment ?? "of no known environment");
  const counts = [...groups].map(([name, all]) => ({ name, count: all.length }));
  const isFirst = (name: string): number => (name === "production" ? 0 : 1);
  const sorted = counts.sort(
    (a, b) => isFirst(a.name) - isFirst(b.name) || b.count - a.count || (a.name < b.name ? -1 : 1),
  );
  return ` (${sorted.map(({ name, count }) => `${count} ${name}`).join(", ")})`;
}

function tenantsText(tenants: readonly string[], there: readonly string[]): readonly string[] {
  if (there.length === 0) return [];
  if (tenants.length === 0) return [`none of the ${counted(there.length, "tenant")} there`];
  const named = tenants.slice(0, MOST_NAMES).join(", ");
  const more = tenants.length > MOST_NAMES ? ` and ${tenants.length - MOST_NAMES} more` : "";
  return [`${counted(tenants.length, "tenant")}: ${named}${more}`];
}
