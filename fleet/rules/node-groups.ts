import { nodeZones } from "../addresses/zones.ts";
import {
  AUTOSCALER_VERSIONS,
  GROUPS_PER_CLUSTER,
  GROUPS_PER_K3S_CLUSTER,
  NODES_PER_GROUP,
} from "../nodes/autoscaler-vocabulary.ts";
import type { Finding } from "../check.ts";
import { foreignFamilies, groupSize, groupTypes } from "../nodes/group-machines.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { nodeGroups } from "../nodes/node-groups.ts";
import type { NodePool } from "../nodes/node-pool.ts";
import { nodePools } from "../nodes/node-pools.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { usualAutoscaler } from "../schema/kind-defaults.ts";
import type { PoolEntry } from "../schema/node-pools.ts";

/** What groups of nodes and Cluster Autoscaler cannot do of what Karpenter can. */
export function nodeGroupFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap((cluster) => {
    const file = `clusters/${cluster.id}.yaml`;
    if (!launchesNodes(cluster))
      return [...tenantFindings(inventory, cluster), ...unlaunched(cluster).map((one) => ({ ...one, file }))];
    if (cluster.nodes.autoscaler !== "cluster-autoscaler") return [];
    const own = nodePools(inventory, cluster).filter(({ tenant }) => tenant === undefined);
    return [
      ...tenantFindings(inventory, cluster),
      ...[
        ...versionFindings(cluster),
        ...freezeFindings(cluster),
        ...own.flatMap((pool) => poolFindings(cluster, pool)),
        ...countFindings(inventory, cluster, own),
      ].map((one) => ({ ...one, file })),
    ];
  });
}

type NodesFinding = Omit<Finding, "file">;

const AT = ["nodes", "autoscaler"];

/** Where nobody launches nodes the kind's own default stands, and only another word was somebody's. */
function unlaunched({ kind, nodes }: Cluster): readonly NodesFinding[] {
  if (nodes.autoscaler === usualAutoscaler(kind)) return [];
  const which = kind === "k3s" ? "k3s with provider: hosts" : kind;
  const expected = `no autoscaler on a cluster of kind ${which}, whose nodes atoll does not launch`;
  return [{ at: AT, expected }];
}

function versionFindings({ kubernetes }: Cluster): readonly NodesFinding[] {
  if (AUTOSCALER_VERSIONS[kubernetes] !== undefined) return [];
  const known = Object.keys(AUTOSCALER_VERSIONS).join(", ");
  const expected = `a minor that the catalog has a Cluster Autoscaler for: ${known}`;
  return [
    { at: ["kubernetes"], expected, hint: "wait for the catalog, or build the cluster with Karpenter" },
  ];
}

function freezeFindings({ nodes }: Cluster): readonly NodesFinding[] {
  const expected = "no freeze with autoscaler: cluster-autoscaler, which knows no times";
  const found = (at: readonly string[], freeze: PoolEntry["freeze"]): readonly NodesFinding[] =>
    freeze === undefined || freeze.length === 0
      ? []
      : [{ at, atKey: true, expected, got: '"freeze"', hint: "remove it" }];
  return [
    ...found(["nodes", "freeze"], nodes.freeze),
    ...Object.entries(nodes.pools ?? {}).flatMap(([name, { freeze }]) =>
      found(["nodes", "pools", name, "freeze"], freeze),
    ),
  ];
}

/** Machines of a group are taken for alike, so a pool has one size, one architecture, and families of one memory. */
function poolFindings({ nodes }: Cluster, pool: NodePool): readonly NodesFinding[] {
  const entry = nodes.pools?.[pool.name];
  const at = (key: keyof PoolEntry, index?: number): readonly (string | number)[] =>
    ["nodes", "pools", pool.name, key].concat(index === undefined ? [] : [String(index)]);
  const { sizes, architectures, families = [] } = pool.machines;
  const foreign = foreignFamilies(families, groupSize(pool));
  const found: NodesFinding[] = [];
  const one = "for Cluster Autoscaler takes all machines of a group for alike";
  if (sizes !== undefined && sizes.length > 1)
    found.push({ at: at("sizes"), expected: `one size, ${one}`, hint: "make a pool of each" });
  if (architectures.length > 1)
    found.push({
      at: at("architectures"),
      expected: `one architecture, ${one}`,
      hint: "make a pool of each",
    });
  if (foreign.length > 0) {
    const expected = `families with the memory and processors of ${families[0] ?? ""}, ${one}`;
    found.push({ at: at("families"), expected, hint: `make another pool for ${foreign.join(", ")}` });
  }
  if (found.length > 0 || groupTypes(pool).length > 0) return found;
  if (families.length > 0 && sizes === undefined) {
    const expected = `a family that is made in size ${groupSize(pool)}, with which the class counts`;
    found.push({ at: at("families"), expected, hint: "name a size that they are made in" });
  } else if (families.length === 0) {
    const expected = `a size that a usual family of class ${pool.class} has`;
    const hint = "name the families, or another size";
    const where =
      entry?.sizes === undefined
        ? at(entry?.oldestGeneration === undefined ? "architectures" : "oldestGeneration")
        : at("sizes");
    found.push({ at: where, expected, hint });
  }
  return found;
}

/** Groups of a cluster, and nodes of a group, at most; with what sets the limit. */
const LIMITS = {
  eks: {
    groups: GROUPS_PER_CLUSTER,
    groupsText: "node groups (quota L-6D54EA21)",
    nodesText: "nodes in a group (quota L-BD136A63)",
    // The group of the system's nodes is one of them.
    others: 1,
  },
  k3s: {
    groups: GROUPS_PER_K3S_CLUSTER,
    groupsText: "autoscaling groups, for a stack must hold the rest of the cluster, too",
    nodesText: "nodes in a group",
    others: 0,
  },
};

function countFindings(
  inventory: Inventory,
  cluster: Cluster,
  pools: readonly NodePool[],
): readonly NodesFinding[] {
  const limits = LIMITS[cluster.kind === "k3s" ? "k3s" : "eks"];
  const groups = nodeGroups(pools, nodeZones(inventory, cluster));
  const large = groups.find(({ max }) => max > NODES_PER_GROUP);
  const count = groups.length + limits.others;
  const hint = "have fewer pools, fewer of them with spot machines, or build the cluster with Karpenter";
  return [
    ...(count > limits.groups
      ? [
          {
            at: AT,
            expected: `at most ${limits.groups} ${limits.groupsText}`,
            got: `${count}`,
            hint,
          },
        ]
      : []),
    ...(large === undefined
      ? []
      : [
          {
            at: AT,
            expected: `at most ${NODES_PER_GROUP} ${limits.nodesText}`,
            got: `${large.max} in ${large.key}`,
            hint: "split the pool, or build the cluster with Karpenter",
          },
        ]),
  ];
}

/** EKS gives no node a label of that prefix, K3s cannot, and a node may not give it to itself: nothing would lead a tenant's pods there. */
function tenantFindings({ tenants }: Inventory, cluster: Cluster): readonly Finding[] {
  const [why, because] = unlabelled(cluster);
  return [...tenants.values()]
    .filter(({ tier }) => tier === "dedicated-nodes")
    .flatMap((tenant) =>
      tenantHomes(tenant)
        .filter((home) => home.cluster === cluster.id)
        .map(({ at }) => ({
          file: `tenants/${tenant.id}.yaml`,
          at,
          expected: `a cluster with Karpenter, for ${why} as one tenant's own`,
          hint: `place it elsewhere, or choose another tier: ${cluster.id} ${because}`,
        })),
    );
}

/** Why no node of a cluster is labelled as one tenant's, and what says so. */
function unlabelled(cluster: Cluster): readonly [string, string] {
  if (!launchesNodes(cluster)) return ["nobody labels machines that are there already", "launches no nodes"];
  const why =
    cluster.kind === "eks"
      ? "EKS labels no node of a managed group"
      : "nobody labels a node of an autoscaling group";
  return [why, "has autoscaler: cluster-autoscaler"];
}
