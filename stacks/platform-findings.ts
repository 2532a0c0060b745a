import { ADD_ONS } from "../components/platform/add-ons.ts";
import { orderFaults } from "../components/platform/order.ts";
import { addOnsOf } from "../fleet/charts/add-ons.ts";
import type { Finding } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { platformSettings } from "./platform-settings.ts";

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

/** Add-ons that need rights in AWS, in a cluster whose pods get none. */
export function rightsFindings(fleet: Fleet, cluster: Cluster): readonly Finding[] {
  if (cluster.network.mode !== "external" || cluster.oidc !== undefined) return [];
  const settings = platformSettings(fleet, cluster);
  return settings.addOns
    .filter((name) => (ADD_ONS[name].permissions?.(settings) ?? []).length > 0)
    .map((name) => ({
      file: `clusters/${cluster.id}.yaml`,
      at: ["oidc"],
      expected: `an issuer whose tokens AWS can read, for ${name} needs rights there`,
      got: "none",
      hint: `say oidc.issuer, or switch ${name} and what requires it off`,
    }));
}
