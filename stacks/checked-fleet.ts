import { adoptFaults } from "../components/network/faults.ts";
import { type Finding, InputError } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { loadFleet } from "../fleet/load.ts";
import { located } from "../fleet/read/locate.ts";
import { networkSettings } from "./network-settings.ts";
import { platformFindings } from "./platform-findings.ts";

/**
 * A fleet whose every stack can be planned: what the loader accepts, and what only the components can judge, for they
 * know the names of the resources that an `adopt` map may name.
 *
 * @throws InputError with every fault of the run, by file and line.
 */
export function checkedFleet(dir: string, today: string): Fleet {
  const fleet = loadFleet(dir, today);
  const findings = [...fleet.clusters.values()].flatMap((cluster) => [
    ...adoptFindings(fleet, cluster),
    ...platformFindings(cluster),
  ]);
  if (findings.length > 0) throw new InputError(located(dir, findings));
  return fleet;
}

function adoptFindings(fleet: Fleet, cluster: Cluster): readonly Finding[] {
  if (Object.keys(cluster.adopt).length === 0) return [];
  const faults = adoptFaults(cluster.id, networkSettings(fleet, cluster));
  return faults.map((fault) => ({ ...fault, file: `clusters/${cluster.id}.yaml`, atKey: true }));
}
