import type { Inventory, Region } from "../inventory.ts";
import { alertTopicName } from "../names.ts";
import { hasAlertTopic } from "./region-outputs.ts";

/** One sentence for all regions whose alarms nobody hears: of all kinds of routes, a topic writes to e-mail by itself alone. */
export function alertWarnings({
  regions,
  settings,
}: Pick<Inventory, "regions" | "settings">): readonly string[] {
  const isHeard = ({ alerts }: Region): boolean =>
    alerts.some((name) => settings.alertRoutes[name]?.kind === "email");
  const silent = [...regions.values()].filter((region) => hasAlertTopic(region) && !isHeard(region));
  if (silent.length === 0) return [];
  const files = silent.map(({ id }) => `regions/${id}.yaml`).join(", ");
  const topics = silent.map(({ id }) => alertTopicName(id)).join(", ");
  return [`${files}: alarms reach nobody: no alert route of kind email; subscribe to ${topics} by hand`];
}
