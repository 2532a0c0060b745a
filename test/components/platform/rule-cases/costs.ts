import type { RecordCase, Series } from "./rule-case.ts";

const MINUTES = "x30";

/** A node of four processors and 16 GiB, a dollar for each, so that figures are what pods hold. */
const node = (name: string): Series => ({
  [`node_cpu_hourly_cost{node="${name}"}`]: `1${MINUTES}`,
  [`node_ram_hourly_cost{node="${name}"}`]: `1${MINUTES}`,
  [`node_total_hourly_cost{node="${name}"}`]: `20${MINUTES}`,
});

const GIB = 1_073_741_824;

const pod = (name: string, place: string, cpus: number, gib: number): Series => ({
  [`container_cpu_allocation{namespace="${place}",node="${name}",pod="${place}-${name}"}`]: `${cpus}${MINUTES}`,
  [`container_memory_allocation_bytes{namespace="${place}",node="${name}",pod="${place}-${name}"}`]: `${gib * GIB}${MINUTES}`,
});

/** Two tenants and the platform on two nodes; a third node is empty. */
const WORLD: Series = {
  ...node("a"),
  ...node("b"),
  ...node("c"),
  ...pod("a", "acme--live", 1, 4),
  ...pod("b", "acme--try", 0.5, 2),
  ...pod("b", "acme-eu--live", 1, 1),
  ...pod("a", "traefik", 0.5, 1),
  ...pod("b", "kube-system", 1, 2),
};

/** The same with a pod that holds more than is left of its node. */
const CROWDED: Series = { ...WORLD, ...pod("a", "zeta--live", 4, 16) };

const at = "20m";
const cluster = (record: string, value: number, series = WORLD): RecordCase => ({
  record: `cluster:${record}:hourly`,
  series,
  at,
  samples: [{ labels: "{}", value }],
});

/** Tenants, platform and idle add up to what all nodes cost. */
export const COST_RECORDS: readonly RecordCase[] = [
  {
    record: "tenant:cost:hourly",
    series: WORLD,
    at,
    samples: [
      { labels: '{tenant="acme"}', value: 7.5 },
      { labels: '{tenant="acme-eu"}', value: 2 },
    ],
  },
  cluster("platform_cost", 4.5),
  cluster("idle_cost", 46),
  cluster("cost", 60),
  cluster("unaccounted_cost", 0),
  cluster("unaccounted_cost", 0, { ...node("a") }),
  cluster("unaccounted_cost", -6.5, CROWDED),
];
