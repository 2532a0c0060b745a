import { addOnsOf } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";
import { hearsCritical } from "../watched.ts";
import { hasPrivateWay, metricsReceiver } from "../regions/central-metrics.ts";

/** Management clusters that cannot be it, and clusters that cannot reach theirs. */
export function centralMetricsFindings(inventory: Inventory): readonly Finding[] {
  const { settings, clusters } = inventory;
  return [
    ...Object.entries(settings.monitoring.management).flatMap(([region, id]) =>
      managementFindings(inventory, region, id),
    ),
    ...[...clusters.values()].flatMap((cluster) => senderFindings(inventory, cluster)),
  ];
}

function managementFindings(inventory: Inventory, region: string, id: string): readonly Finding[] {
  const { regions, clusters } = inventory;
  const finding = { file: "fleet.yaml", at: ["monitoring", "management", region] };
  if (!regions.has(region))
    return [{ ...finding, expected: "the name of a region", ...hinted(region, regions) }];
  const cluster = clusters.get(id);
  if (cluster?.region !== region) {
    const got = cluster === undefined ? JSON.stringify(id) : `${id}, which is in ${cluster.region}`;
    return [{ ...finding, expected: `a cluster of region ${region}`, got, ...hinted(id, clusters) }];
  }
  return abilityFindings(inventory, cluster, finding);
}

/** What takes metrics of others must be able to: in AWS, with a name, a certificate and the secrets of its senders. */
function abilityFindings(
  { settings, regions }: Inventory,
  cluster: Cluster,
  finding: Pick<Finding, "file" | "at">,
): readonly Finding[] {
  const lost: (readonly [isLost: boolean, expected: string, hint: string])[] = [
    [
      cluster.network.mode === "external",
      "a cluster in AWS, which senders of the region reach",
      "name a cluster whose network atoll knows",
    ],
    [
      settings.certificates === undefined,
      "certificates in fleet.yaml, by which senders know it",
      "say how certificates are issued, or leave metrics in each cluster",
    ],
    [
      regions.get(cluster.region)?.dns.public !== true,
      "dns.public: true in its region, in whose zone its name is proven and found",
      `say so in regions/${cluster.region}.yaml`,
    ],
    [
      !hearsCritical(settings, cluster.environment),
      "a cluster whose environment has an alert route that hears critical, or nobody is told when a sender falls silent",
      `name one under environments.${cluster.environment}.alerts`,
    ],
    ...(["victoria-metrics", "external-secrets"] as const).map(
      (name) =>
        [
          !addOnsOf(cluster).includes(name),
          `a cluster with ${name}`,
          `switch ${name} on in clusters/${cluster.id}.yaml`,
        ] as const,
    ),
  ];
  return lost.flatMap(([isLost, expected, hint]) =>
    isLost ? [{ ...finding, expected, got: cluster.id, hint }] : [],
  );
}

function hinted(name: string, known: ReadonlyMap<string, unknown>): Pick<Finding, "hint"> {
  const hint = didYouMean(name, [...known.keys()]);
  return hint === undefined ? {} : { hint };
}

function senderFindings(inventory: Inventory, cluster: Cluster): readonly Finding[] {
  const receiver = metricsReceiver(inventory, cluster);
  if (receiver === undefined || receiver.network.mode === "external") return [];
  const finding = { file: `clusters/${cluster.id}.yaml`, at: ["addOns", "victoria-metrics", "central"] };
  const alone = "say addOns.victoria-metrics.central: false";
  if (!hasPrivateWay(inventory, cluster, receiver)) {
    const expected = `a private way to ${receiver.id}, which keeps the metrics of ${cluster.region}`;
    return [
      { ...finding, expected, got: "none", hint: `link the two, attach both to the gateway, or ${alone}` },
    ];
  }
  if (addOnsOf(cluster).includes("external-secrets")) return [];
  const expected = `external-secrets, which brings what ${cluster.id} writes to ${receiver.id} by`;
  return [{ ...finding, expected, got: "none", hint: `switch it on, or ${alone}` }];
}
