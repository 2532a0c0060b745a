import fc from "fast-check";
import { addDays } from "../../../fleet/addresses/days.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

export const ADDRESSES = {
  supernets: ["10.0.0.0/11", "10.64.0.0/12"],
  reserved: [
    { cidr: "10.1.0.0/16", why: "an office inside the first supernet" },
    { cidr: "100.64.0.0/16", why: "a partner's carrier network" },
  ],
  quarantineDays: 30,
};

/** One of them holds a network of its own: the endpoints that it shares. */
const REGIONS = ["ap", "eu", "sa", "us"].map((id) =>
  sampleRegion(id, {
    netmaskLength: 13,
    ...(id === "eu" ? { transitGateway: { mode: "own", asn: 64_512 }, sharedEndpoints: {} } : {}),
  }),
);
const FIRST_DAY = "2026-01-01";
const LETTERS = ["a", "b", "c", "d", "e", "f"];

/** What a team may do to its fleet between two locks. */
export type Change =
  | { readonly kind: "add"; readonly id: number; readonly entry: object }
  | { readonly kind: "remove" | "widen" | "reorder"; readonly pick: number }
  | { readonly kind: "wait"; readonly days: number };

const created = fc.record({
  mode: fc.constant("create"),
  netmaskLength: fc.integer({ min: 16, max: 24 }),
  pods: fc.constantFrom("vpc", "unrouted"),
  linkable: fc.boolean(),
  egress: fc.constantFrom("nat", "private-only"),
});

/** A network whose pods take no IPv4 address. */
const onIpv6 = fc.record({
  mode: fc.constant("create"),
  netmaskLength: fc.integer({ min: 16, max: 24 }),
  ipFamily: fc.constant("ipv6"),
  linkable: fc.boolean(),
});

/** A VPC of any size somewhere in private space, most of it where the fleet has its supernets. */
const broughtAlong = fc
  .record({
    within: fc.constantFrom("10.0", "10.64", "10.200", "192.168"),
    third: fc.nat(255),
    length: fc.integer({ min: 16, max: 28 }),
    legacy: fc.boolean(),
  })
  .map(({ within, third, length, legacy }) => {
    const size = 2 ** Math.max(0, 24 - length);
    const cidr = `${within}.${third - (third % size)}.0/${length}`;
    const subnets = { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr } };
    return { mode: "existing", vpcId: "vpc-0aaaaaaaaaaaaaaaa", cidr, legacy, subnets };
  });

/** Machines of somebody else, with addresses that the fleet may have, too. */
const elsewhere = fc
  .constantFrom("10.0.0.0/16", "10.42.0.0/16", "100.64.0.0/20", "192.168.0.0/24")
  .map((cidr) => ({ mode: "external", cidr, podRange: "172.31.0.0/16" }));

/** Any number that the schema accepts, but mostly one that fits, so that scripts come to something. */
function mostlySmall(max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max }) },
  );
}

const entry = fc
  .record({
    kind: fc.constantFrom("eks", "eks", "k3s"),
    network: fc.oneof(
      { weight: 5, arbitrary: created },
      { weight: 1, arbitrary: onIpv6 },
      { weight: 1, arbitrary: broughtAlong },
      { weight: 1, arbitrary: elsewhere },
    ),
    region: fc.constantFrom(...REGIONS.map(({ id }) => id)),
    lifecycle: fc.constantFrom("active", "active", "retiring"),
    zones: fc.integer({ min: 1, max: 6 }),
    nodes: fc.record({
      max: mostlySmall(5000),
      podsPerNode: mostlySmall(250),
    }),
  })
  .map(({ kind, network, zones, ...rest }) => ({
    ...rest,
    kind: network.mode === "external" ? "attached" : kind,
    network,
    ...(rest.lifecycle === "retiring" ? { retireAfter: FIRST_DAY } : {}),
    ...(network.mode === "create" ? { zones: LETTERS.slice(0, zones) } : {}),
  }));

export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("add" as const), id: fc.nat(999), entry }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("remove" as const, "widen" as const, "reorder" as const),
      pick: fc.nat(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 60 }) }),
  },
);

/** A fleet, its lock and the day on which it is. */
export interface World {
  readonly clusters: readonly Cluster[];
  readonly lock: Lock;
  readonly today: string;
}

/** A region enters with its first cluster, and stays. */
export function inventoryOf(clusters: readonly Cluster[], lock?: Lock): Inventory {
  const used = new Set([...clusters.map(({ region }) => region), ...Object.keys(lock?.regions ?? {})]);
  return sampleInventory(clusters, {
    addresses: ADDRESSES,
    regions: REGIONS.filter(({ id }) => used.has(id)),
  });
}

export const START: World = {
  clusters: [],
  lock: updateLock(inventoryOf([]), undefined, FIRST_DAY).lock,
  today: FIRST_DAY,
};

/** One step: the new lock, or, where something honestly does not fit, the world as it was. */
export function stepped(world: World, step: Change): World {
  const today = step.kind === "wait" ? addDays(world.today, step.days) : world.today;
  const clusters = changedClusters(world, step);
  const lock = lockedOrRefused(clusters, world.lock, today);
  return lock === undefined ? { ...world, today } : { clusters, lock, today };
}

/** What may be refused: no room, a VPC that meets another network, subnets too small for the nodes. */
const HONEST = [
  /expected a free \/\d+ /,
  /set another network\.podRange$/,
  /a VPC keeps its range: set network.legacy: true, so that it is never connected$/,
  /nodes.max: expected at most \d+ nodes/,
];

/** The new lock; undefined when it was refused for an honest reason. Any other refusal is a failure of the test. */
export function lockedOrRefused(clusters: readonly Cluster[], before: Lock, today: string): Lock | undefined {
  try {
    return updateLock(inventoryOf(clusters, before), before, today).lock;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const lines = error.faults.map(faultLine);
    const other = lines.filter((line) => !HONEST.some((pattern) => pattern.test(line)));
    if (other.length > 0)
      throw new Error(`refused without an honest reason: ${other.join("\n")}`, { cause: error });
    return undefined;
  }
}

function changedClusters({ clusters, lock }: World, step: Change): readonly Cluster[] {
  if (step.kind === "add") {
    const id = `c${step.id}`;
    return lock.clusters[id] === undefined ? [...clusters, sampleCluster(id, { ...step.entry })] : clusters;
  }
  if (step.kind === "wait" || clusters.length === 0) return clusters;
  const at = step.pick % clusters.length;
  if (step.kind === "reorder") return [...clusters.slice(at), ...clusters.slice(0, at)].reverse();
  if (step.kind === "remove") return clusters.filter((_, index) => index !== at);
  return clusters.map((one, index) => (index === at ? widened(one) : one));
}

function widened(cluster: Cluster): Cluster {
  if (cluster.zones === undefined) return cluster;
  return { ...cluster, zones: LETTERS.slice(0, Math.min(LETTERS.length, cluster.zones.length + 1)) };
}
