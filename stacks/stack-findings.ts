import { adoptFaults } from "../components/network/faults.ts";
import type { Finding } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { isNetworkAlone } from "../fleet/networks/network-alone.ts";
import { stackView } from "../fleet/stack-view.ts";
import { policyFindings } from "./policy-findings.ts";
import { networkSettings } from "./network-settings.ts";
import {
  chartFindings,
  lackFindings,
  placeFindings,
  platformFindings,
  rightsFindings,
} from "./platform-findings.ts";
import { platformSettings } from "./platform-settings.ts";

/**
 * What only the components can judge: they know the names of the resources that an `adopt` map may name, and what
 * add-ons need. And the rules, which know their names.
 */
export function stackFindings(fleet: Fleet): readonly Finding[] {
  const clusters = [...fleet.clusters.values()].flatMap((cluster) => {
    // Of thousands of tenants only its own are looked at.
    const view = stackView(fleet, cluster.id);
    return [
      ...adoptFindings(view, cluster),
      ...platformFindings(view, cluster),
      ...placeFindings(cluster),
      ...(isNetworkAlone(cluster) ? [] : deployedFindings(view, cluster)),
    ];
  });
  return [...clusters, ...policyFindings(fleet)];
}

/** Of a cluster into which add-ons are deployed. */
function deployedFindings(fleet: Fleet, cluster: Cluster): readonly Finding[] {
  const settings = platformSettings(fleet, cluster);
  return [
    ...rightsFindings(cluster, settings),
    ...lackFindings(cluster, settings),
    ...chartFindings(fleet, cluster, settings),
  ];
}

function adoptFindings(fleet: Fleet, cluster: Cluster): readonly Finding[] {
  if (Object.keys(cluster.adopt).length === 0) return [];
  const faults = adoptFaults(cluster.id, networkSettings(fleet, cluster));
  return faults.map((fault) => ({ ...fault, file: `clusters/${cluster.id}.yaml`, atKey: true }));
}
