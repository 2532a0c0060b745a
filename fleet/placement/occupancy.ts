import { type AddOnName, presentAddOns } from "../charts/add-ons.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { nodesForQuota } from "../nodes/tenant-pools.ts";
import type { Lock } from "../schema/lock.ts";
import type { Home } from "./homes.ts";
import { MEASURES, type Quotas, quotasOf, resourcesOf, type UnplacedTenant } from "./demand.ts";
import { CELL_ROOM, ownNodesRoom, quotaRoom, STACK_ROOM } from "./room.ts";

export type Places = Pick<Inventory, "settings" | "regions" | "clusters">;

/** Something of which a cluster has less than an environment takes. */
export interface Lack {
  readonly measure: "resources" | "nodes" | keyof Quotas;
  readonly takes: number;
  readonly left: number;
}

/** What a cluster holds, and what of it is taken. */
export interface Holding {
  readonly cluster: Cluster;
  readonly addOns: ReadonlySet<AddOnName>;
  readonly room: Quotas;
  readonly used: Record<keyof Quotas, number>;
  /** Resources in its own stack, then in that of each cell. */
  readonly stacks: number[];
  /** Environments in each of those stacks. */
  readonly counts: number[];
  /** Environments of each tenant. */
  readonly tenants: Map<string, { readonly tenant: UnplacedTenant; count: number }>;
  readonly nodesRoom: number;
}

/** Who is where, and what is left: counted once, and kept up while places are given. */
export class Occupancy {
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly #partners: ReadonlyMap<string, string>;

  constructor(places: Places, lock: Lock | undefined) {
    const { clusters } = places;
    const partners = new Map<string, string>();
    for (const { id, replaces } of clusters.values())
      if (replaces !== undefined) partners.set(replaces, id).set(id, replaces);
    this.#partners = partners;
    this.holdings = new Map([...clusters].map(([id, one]) => [id, emptyHolding(places, one, lock)]));
  }

  /** A cluster, and the one that takes or leaves its place: both carry every slice. */
  pair(cluster: string): readonly Holding[] {
    return [cluster, this.#partners.get(cluster)].flatMap((id) => {
      const holding = id === undefined ? undefined : this.holdings.get(id);
      return holding === undefined ? [] : [holding];
    });
  }

  /** Counts an environment where it is. */
  add({ tenant, environment }: Home, cluster: string, cell = 0): void {
    const takes = quotasOf(tenant);
    for (const holding of this.pair(cluster)) {
      const { used, stacks, counts, tenants, addOns } = holding;
      for (const measure of MEASURES) used[measure] += takes[measure];
      stacks[cell] = (stacks[cell] ?? 0) + resourcesOf(tenant, environment, addOns);
      counts[cell] = (counts[cell] ?? 0) + 1;
      tenants.set(tenant.id, { tenant, count: (tenants.get(tenant.id)?.count ?? 0) + 1 });
    }
  }

  /** Cell of a new environment: the one with the most room; undefined where the cluster has none. */
  newCell(cluster: string): number | undefined {
    const holding = this.holdings.get(cluster);
    if (holding?.cluster.cells === undefined) return undefined;
    return emptiestCell(holding);
  }

  /** What an environment would find too little of in a cluster. */
  lacks({ tenant, environment }: Home, cluster: string): readonly Lack[] {
    return this.pair(cluster).flatMap((holding) => {
      const resources = resourcesOf(tenant, environment, holding.addOns);
      const takes = quotasOf(tenant);
      const lacks: Lack[] = [
        { measure: "resources", takes: resources, left: stackLeft(holding) },
        ...MEASURES.map((measure) => ({
          measure,
          takes: takes[measure],
          left: holding.room[measure] - holding.used[measure],
        })),
        { measure: "nodes", ...ownNodes(holding, tenant) },
      ];
      return lacks.filter(({ takes: wanted, left }) => wanted > 0 && wanted > left);
    });
  }

  /** How full a cluster would be with the environment, by what is scarcest: 1 is full. */
  fillWith(home: Home, cluster: string): number {
    const shares = this.pair(cluster).flatMap((holding) => {
      const takes = quotasOf(home.tenant);
      const resources = resourcesOf(home.tenant, home.environment, holding.addOns);
      const whole = holding.cluster.cells === undefined ? STACK_ROOM : CELL_ROOM;
      return [
        (whole - stackLeft(holding) + resources) / whole,
        ...MEASURES.map((measure) => (holding.used[measure] + takes[measure]) / holding.room[measure]),
      ];
    });
    return Math.max(...shares);
  }
}

function emptyHolding(places: Places, cluster: Cluster, lock: Lock | undefined): Holding {
  const stacks = Array.from({ length: 1 + (cluster.cells ?? 0) }, () => 0);
  return {
    cluster,
    addOns: new Set(presentAddOns(places, cluster)),
    room: quotaRoom(cluster),
    used: { pods: 0, cpuMillicores: 0, memoryMiB: 0 },
    stacks,
    counts: stacks.map(() => 0),
    tenants: new Map(),
    nodesRoom: ownNodesRoom(cluster, lock?.clusters[cluster.id]),
  };
}

function emptiestCell({ stacks }: Holding): number {
  let best = 1;
  for (let cell = 2; cell < stacks.length; cell += 1)
    if ((stacks[cell] ?? 0) < (stacks[best] ?? 0)) best = cell;
  return best;
}

/** Resources left where a new environment would go. */
function stackLeft(holding: Holding): number {
  if (holding.cluster.cells === undefined) return STACK_ROOM - (holding.stacks[0] ?? 0);
  return CELL_ROOM - (holding.stacks[emptiestCell(holding)] ?? 0);
}

/** Nodes of its own that a tenant with one environment more would take, and those for which there are addresses. */
export function ownNodes(
  { cluster, tenants, nodesRoom }: Holding,
  tenant?: UnplacedTenant,
): Pick<Lack, "takes" | "left"> {
  if (!launchesNodes(cluster)) return { takes: 0, left: Infinity };
  const nodes = (one: UnplacedTenant, count: number): number =>
    one.tier === "dedicated-nodes" && count > 0 ? nodesForQuota(one, count) : 0;
  const taken = [...tenants.values()].reduce((sum, one) => sum + nodes(one.tenant, one.count), 0);
  const left = nodesRoom - taken;
  if (tenant === undefined) return { takes: 0, left };
  const count = tenants.get(tenant.id)?.count ?? 0;
  return { takes: nodes(tenant, count + 1) - nodes(tenant, count), left };
}
