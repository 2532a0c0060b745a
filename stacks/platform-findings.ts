import { ADD_ONS } from "../components/platform/add-ons.ts";
import { orderFaults } from "../components/platform/order.ts";
import { addOnsOf } from "../fleet/charts/add-ons.ts";
import type { Finding } from "../fleet/check.ts";
import type { Cluster } from "../fleet/inventory.ts";

/** Add-ons of one cluster that don't fit together, where its entry switches them. */
export function platformFindings(cluster: Cluster): readonly Finding[] {
  const contracts = addOnsOf(cluster).map((name) => ADD_ONS[name].contract);
  return orderFaults(contracts).map(({ expected, hint }) => ({
    file: `clusters/${cluster.id}.yaml`,
    at: ["addOns"],
    expected,
    hint,
  }));
}
