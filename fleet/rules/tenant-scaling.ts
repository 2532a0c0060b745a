import { addOnsOf } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { scalesByCpu, type ScalingEntry } from "../schema/tenants/scaling.ts";
import { slaSettings } from "../sla.ts";
import { quotaOf } from "../tenants/quota.ts";
import { scalingAddOns } from "../tenants/scaling-add-ons.ts";

/** How applications scale where their clusters have nothing for it, or where their tenants may not. */
export function tenantScalingFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.tenants.values()].flatMap((tenant) => [
    ...Object.entries(tenant.applications).flatMap(([name, { scaling, environments }]) => {
      if (scaling === undefined) return [];
      const scaled = { tenant, name, scaling };
      const places = Object.entries(tenant.environments).flatMap(([environment, { cluster: id }]) => {
        const cluster = inventory.clusters.get(id);
        const isThere = environments?.includes(environment) ?? true;
        return cluster === undefined || !isThere ? [] : [{ environment, cluster }];
      });
      return [...ownFindings(scaled), ...places.flatMap((place) => placeFindings(scaled, place))];
    }),
    ...roleFindings(inventory, tenant),
  ]);
}

interface Scaled {
  readonly tenant: Tenant;
  readonly name: string;
  readonly scaling: ScalingEntry;
}

interface Place {
  readonly environment: string;
  readonly cluster: Cluster;
}

const at = ({ tenant, name }: Scaled, ...keys: readonly (string | number)[]) => ({
  file: `tenants/${tenant.id}.yaml`,
  at: ["applications", name, "scaling", ...keys],
});

/** What is wrong wherever the application is. */
function ownFindings(scaled: Scaled): readonly Finding[] {
  const { min, max, cpuPercent } = scaled.scaling;
  const { pods } = quotaOf(scaled.tenant);
  const findings: Finding[] = [];
  if (max < min)
    findings.push({ ...at(scaled, "max"), expected: `at least the ${min} pods of min`, got: `${max}` });
  if (max > pods) {
    const hint = "fewer pods, or a larger size";
    const expected = `at most the ${pods} pods that one environment of the tenant may have`;
    findings.push({ ...at(scaled, "max"), expected, got: `${max}`, hint });
  }
  if (cpuPercent !== undefined && !scalesByCpu(scaled.scaling)) {
    const expected = "scaling by CPU alone, or by times, metrics, queues and requests";
    findings.push({ ...at(scaled, "cpuPercent"), atKey: true, expected, got: "both", hint: "remove one" });
  }
  return findings;
}

function placeFindings(scaled: Scaled, place: Place): readonly Finding[] {
  return [
    ...missingFindings(scaled, place),
    ...leastFindings(scaled, place),
    ...sleepFindings(scaled, place),
    ...queueFindings(scaled, place),
  ];
}

/** Add-ons of the cluster that it scales by. */
function missingFindings(scaled: Scaled, { environment, cluster }: Place): readonly Finding[] {
  const { scaling } = scaled;
  const present = addOnsOf(cluster);
  const missing = scalingAddOns(scaling).filter((name) => !present.includes(name));
  if (missing.length === 0) return [];
  const expected = `${missing.join(", ")} in the cluster of each of its environments`;
  const hint = `switch on addOns.${missing[0] ?? ""} there, or scale by something else`;
  return [{ ...at(scaled), expected, got: `${cluster.id} for ${environment} without`, hint }];
}

/** As many pods as the cluster promises to keep through the loss of a zone. */
function leastFindings(scaled: Scaled, { environment, cluster }: Place): readonly Finding[] {
  const { tenantReplicas } = slaSettings(cluster);
  if (scaled.scaling.min >= tenantReplicas) return [];
  const expected = `at least ${tenantReplicas} pods, for that is what ${cluster.id} keeps for ${environment}`;
  const hint = "remove the key, or limit the application to environments that need less";
  return [{ ...at(scaled, "min"), expected, got: `${scaled.scaling.min}`, hint }];
}

/** An application sleeps where nobody waits for it, and only if something else than its own requests wakes it. */
function sleepFindings(scaled: Scaled, { environment, cluster }: Place): readonly Finding[] {
  const { sleeps, cron, query, queue } = scaled.scaling;
  const index = sleeps.indexOf(environment);
  if (index < 0) return [];
  const where = at(scaled, "sleeps", index);
  if (cluster.environment === "production") {
    const expected = "an environment in a cluster outside production, for whoever comes first would wait";
    return [{ ...where, expected, got: `${environment} in ${cluster.id}` }];
  }
  if (cron.length > 0 || query !== undefined || queue !== undefined) return [];
  const expected = "times, a metric or a queue that wakes it: the gateway holds no request for pods to come";
  return [{ ...where, expected, got: environment, hint: "add one of cron, query, queue" }];
}

/** KEDA becomes the roles alone that the cluster's entry names, and for that tenant alone for which it names them. */
function queueFindings(scaled: Scaled, { cluster }: Place): readonly Finding[] {
  const { queue } = scaled.scaling;
  const { [scaled.tenant.id]: roles = [] } = cluster.addOns.keda.assumeRoles;
  if (queue === undefined || roles.includes(queue.role)) return [];
  const expected = `one of addOns.keda.assumeRoles.${scaled.tenant.id} of clusters/${cluster.id}.yaml`;
  const hint = "name the role there: the platform decides whom KEDA may become";
  return [{ ...at(scaled, "queue", "role"), expected, got: queue.role, hint }];
}

/** A role in the hands of two tenants: each would see how long the other's queues are. */
function roleFindings({ tenants }: Inventory, tenant: Tenant): readonly Finding[] {
  return Object.entries(tenant.applications).flatMap(([name, { scaling }]): readonly Finding[] => {
    const role = scaling?.queue?.role;
    if (role === undefined) return [];
    const other = [...tenants.values()].find((one) => one.id < tenant.id && rolesOf(one).includes(role));
    if (other === undefined) return [];
    const where = {
      file: `tenants/${tenant.id}.yaml`,
      at: ["applications", name, "scaling", "queue", "role"],
    };
    return [
      { ...where, expected: "a role of this tenant alone", got: `${role}, which tenant ${other.id} has` },
    ];
  });
}

function rolesOf({ applications }: Tenant): readonly string[] {
  return Object.values(applications).flatMap(({ scaling }) => scaling?.queue?.role ?? []);
}
