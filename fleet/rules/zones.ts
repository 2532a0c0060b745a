import { clusterZones } from "../addresses/zones.ts";
import { ZONES_WITHOUT_EKS } from "../charts/catalog.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { slaSettings } from "../sla.ts";

/** EKS places its control plane in at least two zones. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const LEAST_ZONES = 2;

/** Zones that a region does not have, that EKS cannot use, or that are too few for the service level. */
export function zoneFindings(inventory: Inventory): readonly Finding[] {
  return [
    ...[...inventory.regions.values()].flatMap((region) => regionFindings(region)),
    ...[...inventory.clusters.values()].flatMap((cluster) => clusterFindings(inventory, cluster)),
  ];
}

/** Words of a region's code as its zone ids shorten them: euc1-az2 is in eu-central-1, apne3-az1 in ap-northeast-3. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ central: "c", east: "e", north: "n", northeast: "ne" },
  ...{ south: "s", southeast: "se", southwest: "sw", west: "w" },
};

/** How every zone id of a region begins. */
function zoneIdPrefix(awsRegion: string): string {
  return `${awsRegion.split("-").reduce((id, word) => id + (SHORT[word] ?? word), "")}-az`;
}

/** A zone id belongs to one letter, and to this region. */
function regionFindings(region: Region): readonly Finding[] {
  const file = `regions/${region.id}.yaml`;
  const letters = Object.entries(region.zones);
  const prefix = zoneIdPrefix(region.awsRegion);
  const owners = new Map<string, string>();
  const findings = letters.flatMap(([letter, zoneId]): Finding[] => {
    const owner = owners.get(zoneId);
    owners.set(zoneId, owner ?? letter);
    if (!zoneId.startsWith(prefix)) {
      return [
        { file, at: ["zones", letter], expected: `a zone id of ${region.awsRegion}, ${prefix}<number>` },
      ];
    }
    if (owner === undefined) return [];
    return [{ file, at: ["zones", letter], expected: `a zone id other than that of ${owner}` }];
  });
  const least = { file, at: ["zones"], expected: `at least ${LEAST_ZONES} zones`, got: `${letters.length}` };
  return letters.length < LEAST_ZONES ? [...findings, least] : findings;
}

function clusterFindings(inventory: Inventory, cluster: Cluster): readonly Finding[] {
  const region = inventory.regions.get(cluster.region);
  if (region === undefined || cluster.network.mode === "external") return [];
  const file = `clusters/${cluster.id}.yaml`;
  const letters = clusterZones(inventory, cluster);
  const at = cluster.network.mode === "existing" ? ["network", "subnets"] : ["zones"];
  const findings: Finding[] = [];
  letters.forEach((letter) => {
    const index = cluster.zones?.indexOf(letter) ?? -1;
    const place = index < 0 ? at : ["zones", index];
    const zoneId = region.zones[letter];
    if (zoneId === undefined) {
      const expected = `zones of region ${region.id}: ${Object.keys(region.zones).join(", ")}`;
      findings.push({ file, at: place, expected, got: JSON.stringify(letter) });
    } else if (cluster.kind === "eks" && ZONES_WITHOUT_EKS.includes(zoneId)) {
      findings.push({
        file,
        at: place,
        expected: "a zone that can hold an EKS control plane",
        got: JSON.stringify(zoneId),
      });
    }
  });
  return [...findings, ...countFindings(cluster, letters.length, file, at)];
}

function countFindings(
  cluster: Cluster,
  count: number,
  file: string,
  at: readonly string[],
): readonly Finding[] {
  const bySla = cluster.zones === undefined && cluster.network.mode === "create";
  const wanted = bySla ? Math.max(LEAST_ZONES, slaSettings(cluster).zones) : LEAST_ZONES;
  if (count >= wanted) return [];
  const finding = { file, at, got: `${count}` };
  if (!bySla) return [{ ...finding, expected: `at least ${wanted} zones` }];
  const hint = "list more zones in the region's file";
  return [{ ...finding, expected: `at least ${wanted} zones in the region, as its sla asks for`, hint }];
}
