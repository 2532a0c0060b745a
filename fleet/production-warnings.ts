import { addOnsOf } from "./charts/add-ons.ts";
import type { Cluster, Inventory } from "./inventory.ts";
import { isNetworkAlone } from "./networks/network-alone.ts";
import { hearsCritical } from "./watched.ts";

/** What clusters of production may lack, one sentence for each fact: nobody hears of them, and nothing is backed up. */
export function productionWarnings({
  settings,
  clusters,
}: Pick<Inventory, "settings" | "clusters">): readonly string[] {
  return [...clusters.values()]
    .filter((cluster) => isLive(cluster))
    .flatMap((cluster) => {
      const where = `clusters/${cluster.id}.yaml: is in production`;
      const unheard = "no alert route hears what is critical there";
      const route = "name one that hears critical under environments.production.alerts of fleet.yaml";
      return [
        ...(hearsCritical(settings, "production") ? [] : [`${where}, and ${unheard}; ${route}`]),
        ...lacking(cluster).map((what) => `${where} ${what}`),
      ];
    });
}

const isLive = (cluster: Cluster): boolean =>
  cluster.environment === "production" && cluster.lifecycle !== "retiring" && !isNetworkAlone(cluster);

const LOSSES = {
  "victoria-metrics": "nobody hears of its failures",
  velero: "its objects and volumes have no backups",
} as const;

function lacking(cluster: Cluster): readonly string[] {
  const present = addOnsOf(cluster);
  return (["victoria-metrics", "velero"] as const).flatMap((name) => {
    if (present.includes(name)) return [];
    const isSwitchedOff = cluster.addOns[name].enabled === false;
    const remedy = isSwitchedOff ? `take addOns.${name}.enabled: false out` : "say profile: standard";
    return [`without ${name}: ${LOSSES[name]}; ${remedy}`];
  });
}
