import type { ObjectStore } from "../components/platform/object-store.ts";
import { metricsEndpoints } from "../components/platform/metrics/endpoints.ts";
import type { Application, TenantSettings } from "../components/tenant/settings.ts";
import { addOnsOf, presentAddOns } from "../fleet/charts/add-ons.ts";
import type { Cluster, Fleet, Tenant } from "../fleet/inventory.ts";
import { applicationDnsName, tenantGroup, tenantNamespace } from "../fleet/names.ts";
import { type TenantHome, tenantHomes } from "../fleet/placement/tenant-homes.ts";
import { runbooksPlace } from "../fleet/runbooks.ts";
import { pairOf } from "../fleet/upgrade/pair.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { givesOwnNodes } from "../fleet/nodes/own-nodes.ts";
import { slaSettings } from "../fleet/sla.ts";
import type { Tier } from "../fleet/tiers.ts";
import { databaseSettings } from "./database-settings.ts";
import { secretSource } from "./secret-source.ts";
import { routesOf, waysOf } from "./tenant-ways.ts";

/** A slice, by the name of its namespace, which names its component too. */
export interface NamedSlice {
  readonly name: string;
  /** Cell whose stack has it. @default - the cluster's own stack */
  readonly cell?: number;
  readonly settings: TenantSettings;
}

/**
 * Every slice that lives in a cluster, each a function of its tenant's entry and the cluster's alone. What retires is
 * there until its entry is gone, which the loader allows from its date on; only its protection ends before. Of a pair of
 * which one takes the other's place, both have every slice: only where a namespace stands can data and traffic come.
 */
export function tenantSlices(fleet: Fleet, cluster: Cluster, store?: ObjectStore): readonly NamedSlice[] {
  const carried = new Set(pairOf(fleet, cluster.id));
  return [...fleet.tenants.values()].flatMap((tenant) =>
    tenantHomes(tenant)
      .filter((home) => carried.has(home.cluster))
      .map((home) => namedSlice({ fleet, cluster, store }, tenant, home)),
  );
}

/** Those of one stack of the cluster: of a cell, or, without one, of the cluster's own. */
export function slicesIn(
  fleet: Fleet,
  cluster: Cluster,
  cell: number | undefined,
  store?: ObjectStore,
): readonly NamedSlice[] {
  return tenantSlices(fleet, cluster, store).filter((slice) => slice.cell === cell);
}

interface Place {
  readonly fleet: Fleet;
  readonly cluster: Cluster;
  readonly store: ObjectStore | undefined;
}

function namedSlice({ fleet, cluster, store }: Place, tenant: Tenant, home: TenantHome): NamedSlice {
  const { environment, cell, isStandby } = home;
  const { id, tier, size, groups } = tenant;
  // Its data comes from a copy when it is needed; until then there is no other writer.
  const data = isStandby ? {} : databaseSettings(fleet, cluster, tenant, environment);
  const leaves = tenant.lifecycle === "retiring" || home.retireAfter !== undefined;
  return {
    name: tenantNamespace(id, environment),
    ...(cell === undefined ? {} : { cell }),
    settings: {
      tenant: id,
      environment,
      tier,
      size,
      developers: groups.developers ?? [tenantGroup(id, "developers")],
      viewers: groups.viewers ?? [tenantGroup(id, "viewers")],
      displayName: tenant.displayName,
      ...(addOnsOf(cluster).includes("istio-ambient") ? { mesh: true } : {}),
      ...guarded(cluster, tier),
      protect: (slaSettings(cluster).protect || isKept(fleet, cluster)) && !leaves,
      ...restOf(tenant, isStandby, (data.databases ?? []).length > 0),
      addOns: presentAddOns(fleet, cluster),
      ...wishes(tenant, environment),
      ...waysOf(fleet, cluster, tenant, environment),
      applications: applicationsOf(fleet, tenant, environment),
      ...deliveryOf(fleet, cluster, tenant, environment),
      ...data,
      ...secretSource(fleet, cluster),
      ...(store === undefined ? {} : { store }),
    },
  };
}

/** Whether nothing runs. One that retires from sleep sleeps on, but for databases that make a last backup. */
function restOf(
  { lifecycle, frozen }: Tenant,
  isStandby: boolean,
  hasData: boolean,
): Pick<TenantSettings, "suspended" | "frozen"> {
  const retiresAsleep = lifecycle === "retiring" && frozen === true;
  return {
    suspended: lifecycle === "suspended" || isStandby || (retiresAsleep && !hasData),
    ...(retiresAsleep && hasData ? { frozen: true } : {}),
  };
}

/** What admission asks of its pods in a cluster. */
function guarded(cluster: Cluster, tier: Tier): Pick<TenantSettings, "ownNodes" | "leastReplicas"> {
  const { tenantReplicas } = slaSettings(cluster);
  return {
    ...(tier === "dedicated-nodes" && givesOwnNodes(cluster) ? { ownNodes: true } : {}),
    ...(tenantReplicas > 1 ? { leastReplicas: tenantReplicas } : {}),
  };
}

/** What its entry says that is the same in every environment. */
function wishes(
  { egress, registries, limits, backup, slo, costCentre, environments }: Tenant,
  environment: string,
): Pick<TenantSettings, "egress" | "registries" | "limits" | "backup" | "slo" | "costCentre"> {
  const often = environments[environment]?.stateful === true ? "hourly" : "daily";
  return {
    egress,
    ...(registries === undefined ? {} : { registries }),
    ...(limits === undefined ? {} : { limits }),
    backup: backup ?? often,
    ...(slo === undefined ? {} : { slo }),
    ...(costCentre === undefined ? {} : { costCentre }),
  };
}

const inOrder = <Entry>(entries: Readonly<Record<string, Entry>>): readonly (readonly [string, Entry])[] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));

const isIn = (
  { environments }: { readonly environments?: readonly string[] | undefined },
  one: string,
): boolean => environments?.includes(one) ?? true;

/**
 * When tenants are deployed to, the platform's windows first. Nothing is delivered to a cluster that retires, for what a
 * drain takes away must not come back.
 */
function deliveryOf(
  { settings }: Fleet,
  cluster: Cluster,
  tenant: Tenant,
  environment: string,
): Pick<TenantSettings, "windows" | "delivered" | "metricsAddress" | "runbooksUrl"> {
  const ofFleet = settings.delivery.windows
    .filter(({ environments }) => environments?.includes(cluster.environment) ?? true)
    .map(({ environments: _, ...window }) => window);
  return {
    windows: [...ofFleet, ...(tenant.windows[environment] ?? [])],
    delivered: cluster.lifecycle !== "retiring",
    runbooksUrl: runbooksPlace(settings),
    ...(addOnsOf(cluster).includes("victoria-metrics")
      ? { metricsAddress: metricsEndpoints({ level: slaSettings(cluster).platform }).read }
      : {}),
  };
}

/** Branch that is followed where an application names none. */
const USUAL_REVISION = "main";

function applicationsOf({ settings }: Fleet, tenant: Tenant, environment: string): readonly Application[] {
  return inOrder(tenant.applications)
    .filter(([, one]) => isIn(one, environment))
    .map(
      ([
        name,
        { repository, path, paths, tool, port, revisions, hosts, canary, faults, scaling, ...one },
      ]) => ({
        name,
        repository,
        path: paths[environment] ?? path,
        private: one.private,
        tool,
        port,
        public: one.public,
        revision: revisions[environment] ?? USUAL_REVISION,
        hosts: one.public
          ? [
              applicationDnsName(settings, { tenant: tenant.id, environment, application: name }),
              ...(hosts[environment] ?? []),
            ]
          : [],
        ...routesOf(canary[environment], faults[environment]),
        ...(scaling === undefined ? {} : { scaling }),
      }),
    );
}
