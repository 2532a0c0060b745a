import type { Finding } from "../check.ts";
import { didYouMean } from "../read/issues.ts";
import type { PlacementRule } from "../schema/tenants/placement.ts";
import { type Home, pathOf } from "./homes.ts";
import type { Holding } from "./occupancy.ts";
import { lackText, meetsRule, refusal, type Search } from "./reasons.ts";

/** Where the tenant's other environments are, as far as that is known. */
export interface Neighbours {
  readonly clusters: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

/** Clusters that a refusal names at most. */
const NAMED = 4;

/**
 * The cluster for an environment: among those that the rule allows and that have room, the one that would be least
 * full; where the environment is to be spread, first one away from the tenant's others. Who gets a cluster alone stays
 * on the one that is his, and else takes the one that he fills best. What is equal goes by name, so that the answer
 * depends on nothing but the fleet.
 */
export function chosenCluster(
  search: Search,
  home: Home,
  rule: PlacementRule,
  near: Neighbours,
): string | undefined {
  const alone = home.tenant.tier === "dedicated-cluster";
  const fitting = holdingsOf(search).filter(
    (holding) => meetsRule(holding, rule) && fits(search, home, holding),
  );
  const scored = fitting.map(({ cluster }) => {
    const [sameCluster, sameRegion] = [near.clusters.has(cluster.id), near.regions.has(cluster.region)];
    const apart = rule.spread ? Number(sameCluster) * 2 + Number(sameRegion) : 0;
    const fill = search.occupancy.fillWith(home, cluster.id);
    return alone
      ? { id: cluster.id, first: Number(!sameCluster), fill: -fill }
      : { id: cluster.id, first: apart, fill };
  });
  const [best] = scored.sort((a, b) => a.first - b.first || a.fill - b.fill || (a.id < b.id ? -1 : 1));
  return best?.id;
}

function holdingsOf({ occupancy }: Search): readonly Holding[] {
  return [...occupancy.holdings.values()];
}

function fits(search: Search, home: Home, holding: Holding): boolean {
  const { cluster } = holding;
  return (
    refusal(search, home, holding) === undefined && search.occupancy.lacks(home, cluster.id).length === 0
  );
}

/** Why there is no cluster, and what would help: every cluster that the rule allows with its reason, and those beyond it. */
export function nowhere(search: Search, home: Home, rule: PlacementRule): Finding {
  const regions = search.places.regions;
  const at = [...pathOf(home), "place"];
  const file = `tenants/${home.tenant.id}.yaml`;
  if (rule.region !== undefined && !regions.has(rule.region)) {
    const hint = didYouMean(rule.region, [...regions.keys()]);
    return { file, at: [...at, "region"], expected: "a region", ...(hint === undefined ? {} : { hint }) };
  }
  const all = holdingsOf(search);
  const asked = all.filter((holding) => meetsRule(holding, rule));
  const reasons = asked.map((holding) => `${holding.cluster.id} ${reasonOf(search, home, holding)}`);
  const where = rule.region === undefined ? "" : ` in ${rule.region}`;
  return {
    file,
    at,
    expected: `a rule that a cluster meets: environment ${rule.environment}${where}, with room`,
    got: reasons.length === 0 ? "no such cluster" : listed(reasons, "; "),
    hint: alternatives(search, home).join("; or "),
  };
}

function reasonOf(search: Search, home: Home, holding: Holding): string {
  const lacks = search.occupancy.lacks(home, holding.cluster.id);
  return refusal(search, home, holding) ?? lacks.map(lackText).join(" and ");
}

/** What else would carry an environment for which there is no room where it should be. */
export function alternatives(search: Search, home: Home, beside: readonly string[] = []): readonly string[] {
  const entry = home.tenant.environments[home.environment];
  const rule = (home.isStandby === true ? entry?.standby : entry)?.place;
  const kind = rule?.environment ?? search.occupancy.holdings.get(beside[0] ?? "")?.cluster.environment;
  const fitting = holdingsOf(search)
    .filter(({ cluster }) => !beside.includes(cluster.id) && cluster.environment === kind)
    .filter((holding) => fits(search, home, holding))
    .map(({ cluster }) => `${cluster.id} in ${cluster.region}`);
  const cells = holdingsOf(search).filter(
    (holding) =>
      (beside.length === 0
        ? rule !== undefined && meetsRule(holding, rule)
        : beside.includes(holding.cluster.id)) &&
      refusal(search, home, holding) === undefined &&
      isShortOfStackOnly(search, home, holding),
  );
  return [
    ...(fitting.length === 0 ? [] : [`there is room in ${listed(fitting, ", ")}`]),
    ...cells
      .slice(0, 1)
      .map(({ cluster }) => `set cells: ${(cluster.cells ?? 0) + 1} in clusters/${cluster.id}.yaml`),
    "build another cluster",
  ];
}

function isShortOfStackOnly({ occupancy }: Search, home: Home, { cluster }: Holding): boolean {
  const lacks = occupancy.lacks(home, cluster.id);
  return lacks.length > 0 && lacks.every(({ measure }) => measure === "resources");
}

function listed(items: readonly string[], between: string): string {
  const more = items.length - NAMED;
  return [...items.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(between);
}
