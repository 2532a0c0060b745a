import { ADD_ONS } from "../components/platform/add-ons.ts";
import type { AddOnFault } from "../components/platform/contract.ts";
import { actsInCloud } from "../components/platform/ground.ts";
import { orderFaults } from "../components/platform/order.ts";
import { catalogFaults, ownFaults } from "../components/platform/plan.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { takesSnapshots } from "../fleet/charts/add-on-places.ts";
import { presentAddOns } from "../fleet/charts/add-ons.ts";
import type { Finding } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { layersOf } from "../fleet/upgrade/layers.ts";

/** Add-ons of one cluster that don't fit together, where its entry switches them. */
export function platformFindings(fleet: Fleet, cluster: Cluster): readonly Finding[] {
  const contracts = presentAddOns(fleet, cluster).map((name) => ADD_ONS[name].contract);
  return orderFaults(contracts).map(({ expected, hint }) => ({
    file: `clusters/${cluster.id}.yaml`,
    at: ["addOns"],
    expected,
    hint,
  }));
}

/** Add-ons that an entry switches on where there is nothing for them to do. */
export function placeFindings(cluster: Cluster): readonly Finding[] {
  const misplaced = {
    "aws-load-balancer-controller": cluster.kind !== "eks" && {
      expected: "no aws-load-balancer-controller on a cluster that is not of kind eks",
      hint: "K3s in AWS brings it before its platform; elsewhere there is nothing for it to do",
    },
    "volume-snapshots": cluster.kind === "k3s" &&
      !takesSnapshots(cluster) && {
        expected: "volumes whose driver takes snapshots, for volume-snapshots",
        hint: "set k3s.storage to longhorn, or leave volume-snapshots out",
      },
  };
  return Object.entries(misplaced).flatMap(([name, fault]) => {
    const isAsked = cluster.addOns[name as keyof typeof misplaced].enabled === true;
    if (fault === false || !isAsked) return [];
    return [{ file: `clusters/${cluster.id}.yaml`, at: ["addOns", name, "enabled"], ...fault }];
  });
}

/** Add-ons that need rights in AWS, in a cluster whose pods get none. */
export function rightsFindings(cluster: Cluster, settings: PlatformSettings): readonly Finding[] {
  if (cluster.network.mode !== "external" || cluster.oidc !== undefined) return [];
  return settings.addOns
    .filter((name) => actsInCloud(ADD_ONS[name], settings))
    .map((name) => ({
      file: `clusters/${cluster.id}.yaml`,
      at: ["oidc"],
      expected: `an issuer whose tokens AWS can read, for ${name} needs rights there`,
      got: "none",
      hint: `say oidc.issuer, or switch ${name} and what requires it off`,
    }));
}

/** What the inventory lacks for add-ons that are on, such as a bucket for backups. */
export function lackFindings(cluster: Cluster, settings: PlatformSettings): readonly Finding[] {
  return settings.addOns.flatMap((name) => ownFaults(ADD_ONS[name], settings)).map(findingOf(cluster));
}

/** Add-ons whose charts in the catalog are not for the minor of Kubernetes that a cluster runs, or not for its ring. */
export function chartFindings(
  fleet: Fleet,
  cluster: Cluster,
  { addOns, ring }: PlatformSettings,
): readonly Finding[] {
  const { workloads } = layersOf(fleet, cluster);
  return addOns.flatMap((name) => catalogFaults(ADD_ONS[name], workloads, ring)).map(findingOf(cluster));
}

const findingOf =
  ({ id }: Cluster) =>
  ({ expected, got = "none", hint }: AddOnFault): Finding => ({
    file: `clusters/${id}.yaml`,
    at: ["addOns"],
    expected,
    got,
    hint,
  });
