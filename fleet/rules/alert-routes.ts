import { z } from "zod";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { isWatched } from "../watched.ts";

/** Names that Alertmanager's configuration and its Secret use for something else. */
const TAKEN = ["nobody", "heartbeat", "smtp"];

/** Alert routes that lead nowhere: a target that is not of its kind, and mail without a server. */
export function alertRouteFindings(inventory: Inventory): readonly Finding[] {
  const routes = Object.entries(inventory.settings.alertRoutes);
  return [
    ...routes.flatMap(([name, { kind, target }]) => targetFindings(name, kind, target)),
    ...routes.flatMap(([name]) => nameFindings(name)),
    ...mailFindings(inventory),
    ...closedFindings(inventory),
  ];
}

/** Routes that lead to people who have not agreed to hear of a tenant: its file is not the place that decides it. */
function closedFindings({ settings, tenants }: Inventory): readonly Finding[] {
  return [...tenants.values()].flatMap(({ id, alerts = [] }) =>
    alerts.flatMap((name, index): readonly Finding[] => {
      const route = settings.alertRoutes[name];
      if (route === undefined || route.openTo.includes(id)) return [];
      const where = { file: `tenants/${id}.yaml`, at: ["alerts", index] };
      const expected = `a route that is open to ${id}`;
      const hint = `the platform says so with alertRoutes.${name}.openTo in fleet.yaml`;
      return [{ ...where, expected, got: JSON.stringify(name), hint }];
    }),
  );
}

function targetFindings(name: string, kind: string, target: string): readonly Finding[] {
  const finding = { file: "fleet.yaml", at: ["alertRoutes", name, "target"], got: JSON.stringify(target) };
  if (kind === "telegram" && !/^-?\d{1,16}$/.test(target))
    return [{ ...finding, expected: 'the number of a chat, quoted, such as "-1001234567890"' }];
  if (kind === "email" && !z.email().safeParse(target).success)
    return [{ ...finding, expected: "an e-mail address such as on-call@lagoon.cloud" }];
  return [];
}

function nameFindings(name: string): readonly Finding[] {
  if (!TAKEN.includes(name) && !name.startsWith("heartbeat-")) return [];
  const expected = `a name other than ${TAKEN.join(", ")} and those that begin with heartbeat-`;
  return [{ file: "fleet.yaml", at: ["alertRoutes", name], expected, got: JSON.stringify(name) }];
}

/** A region's topic sends mail by itself; Alertmanager in a cluster needs a server that takes it. */
function mailFindings({ settings, clusters, tenants }: Inventory): readonly Finding[] {
  if (settings.monitoring.smtp !== undefined) return [];
  const watched = new Set(
    [...clusters.values()].filter(isWatched).map(({ environment }) => environment as string),
  );
  const ofEnvironments = Object.entries(settings.environments)
    .filter(([environment]) => watched.has(environment))
    .map(([environment, { alerts }]) => ({ file: "fleet.yaml", at: ["environments", environment], alerts }));
  const ofTenants = [...tenants.values()]
    .filter((tenant) => tenantHomes(tenant).some(({ cluster }) => isSent(clusters.get(cluster))))
    .map(({ id, alerts = [] }) => ({ file: `tenants/${id}.yaml`, at: [], alerts }));
  return [...ofEnvironments, ...ofTenants].flatMap(({ file, at, alerts }) =>
    alerts.flatMap((name, index) =>
      settings.alertRoutes[name]?.kind === "email" ? [noServer(file, [...at, "alerts", index], name)] : [],
    ),
  );
}

const isSent = (cluster: Cluster | undefined): boolean => cluster !== undefined && isWatched(cluster);

function noServer(file: string, at: readonly (string | number)[], route: string): Finding {
  return {
    file,
    at,
    expected: "a server for mail under monitoring.smtp, which clusters send by",
    got: "none",
    hint: `describe one, or route ${route} by another kind`,
  };
}
