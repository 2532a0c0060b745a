import { addOnsOf } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { canaryService } from "../names.ts";
import type { ApplicationEntry } from "../schema/tenants/applications.ts";
import { provesTenantNames } from "../ways/proven-names.ts";

/** Listeners of one Gateway. @see https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec */
const MOST_LISTENERS = 64;

/** What an application says of one environment, key by key. */
const BY_ENVIRONMENT = ["hosts", "canary", "faults"] as const;

interface Told {
  readonly inventory: Inventory;
  readonly tenant: Tenant;
  readonly name: string;
  readonly entry: ApplicationEntry;
}

type Found = Omit<Finding, "file">;

/** Routes that lead nowhere, and faults where nobody may make them. */
export function tenantRouteFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.tenants.values()].flatMap((tenant) => {
    const found = Object.entries(tenant.applications).flatMap(([name, entry]): readonly Found[] => {
      const told = { inventory, tenant, name, entry };
      return [...environmentFindings(told), ...hostFindings(told), ...canaryFindings(told), ...faulty(told)];
    });
    return [...found, ...countFindings(tenant)].map((one) => ({ file: `tenants/${tenant.id}.yaml`, ...one }));
  });
}

const at = (name: string, ...path: readonly (string | number)[]) => ["applications", name, ...path];

const environmentsOf = ({ environments }: Tenant, entry: ApplicationEntry): readonly string[] =>
  Object.keys(environments).filter((one) => entry.environments?.includes(one) ?? true);

/** Names of environments are looked at elsewhere; here those that the tenant has and the application is not in. */
function environmentFindings({ tenant, name, entry }: Told): readonly Found[] {
  const known = environmentsOf(tenant, entry);
  return BY_ENVIRONMENT.flatMap((key) =>
    Object.keys(entry[key])
      .filter((one) => tenant.environments[one] !== undefined && !known.includes(one))
      .map((one) => {
        const expected = `an environment that has this application: ${known.join(", ")}`;
        return { at: at(name, key, one), atKey: true, expected, got: JSON.stringify(one) };
      }),
  );
}

function clusterOf({ inventory, tenant }: Told, environment: string): Cluster | undefined {
  return inventory.clusters.get(tenant.environments[environment]?.cluster ?? "");
}

function hostFindings(told: Told): readonly Found[] {
  const { inventory, name, entry } = told;
  return Object.entries(entry.hosts).flatMap(([environment, hosts]): readonly Found[] => {
    const cluster = clusterOf(told, environment);
    if (hosts.length === 0 || cluster === undefined) return [];
    if (!entry.public) {
      const expected = "no names, for public is false";
      return [{ at: at(name, "hosts", environment), expected, hint: "remove one of the two" }];
    }
    if (provesTenantNames(inventory, cluster)) return [];
    const expected = "no names where nothing proves them: without a certificate nobody shows them";
    const got = `names in cluster ${cluster.id}`;
    const hint =
      "set certificates and, in the account of the cluster or with proofRole, hostedZone in fleet.yaml";
    return [{ at: at(name, "hosts", environment), expected, got, hint }];
  });
}

function canaryFindings({ tenant, name, entry }: Told): readonly Found[] {
  if (Object.keys(entry.canary).length === 0) return [];
  const other = canaryService(name);
  const taken = tenant.applications[other] === undefined ? [] : [other];
  return [
    ...taken.map((one) => ({
      at: at(name, "canary"),
      expected: `no application ${one} beside it, for its canary's Service is called so`,
    })),
    ...(entry.public
      ? []
      : [{ at: at(name, "canary"), expected: "no canary, for no request from outside reaches it" }]),
  ];
}

/** Faults are made by the waypoint, so there must be one; and nobody's customers are to meet them. */
function faulty(told: Told): readonly Found[] {
  const { name, entry } = told;
  return Object.keys(entry.faults).flatMap((environment): readonly Found[] => {
    const cluster = clusterOf(told, environment);
    if (cluster === undefined) return [];
    const place = at(name, "faults", environment);
    if (environment === "production" || cluster.environment === "production") {
      return [{ at: place, expected: "no faults on purpose in production", got: `cluster ${cluster.id}` }];
    }
    if (addOnsOf(cluster).includes("istio-ambient")) return [];
    const expected = "a cluster with the add-on istio-ambient, which makes them";
    return [{ at: place, expected, got: `cluster ${cluster.id}` }];
  });
}

function countFindings(tenant: Tenant): readonly Found[] {
  return Object.keys(tenant.environments).flatMap((environment): readonly Found[] => {
    const names = Object.values(tenant.applications)
      .filter((entry) => entry.public && environmentsOf(tenant, entry).includes(environment))
      .reduce((sum, { hosts }) => sum + 1 + (hosts[environment] ?? []).length, 0);
    if (names <= MOST_LISTENERS) return [];
    const expected = `at most ${MOST_LISTENERS} names in environment ${environment}, each application's own included`;
    return [{ at: ["applications"], expected, got: `${names}` }];
  });
}
