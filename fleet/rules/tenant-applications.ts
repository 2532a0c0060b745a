import { addOnsOf } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import { hasIdentity } from "../dns/name-zone.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { DeliveryWindow } from "../schema/delivery-windows.ts";
import { didYouMean } from "../read/issues.ts";

type Path = readonly (string | number)[];

/** Applications that name what is not there, come from where they may not, or cannot be read; and windows that clash. */
export function tenantApplicationFindings(inventory: Inventory): readonly Finding[] {
  const ofTenants = [...inventory.tenants.values()].flatMap((tenant) => [
    ...environmentNames(tenant),
    ...sourceFindings(inventory, tenant),
    ...credentialFindings(inventory, tenant),
    ...windowFindings(inventory, tenant),
  ]);
  return [...fleetWindowFindings(inventory), ...ofTenants];
}

/** Every place in which an entry names environments beside `environments` itself. */
function environmentNames(tenant: Tenant): readonly Finding[] {
  const known = Object.keys(tenant.environments);
  const named = Object.entries(tenant.applications).flatMap(([name, one]) => {
    const below = (...keys: Path): Path => ["applications", name, ...keys];
    const keys = (["revisions", "paths", "hosts", "canary", "faults"] as const).flatMap((map) =>
      Object.keys(one[map]).map((environment) => ({ environment, at: below(map, environment), atKey: true })),
    );
    const items = (list: readonly string[], ...path: Path) =>
      list.map((environment, index) => ({ environment, at: below(...path, index), atKey: false }));
    return [
      ...keys,
      ...items(one.environments ?? [], "environments"),
      ...items(one.scaling?.sleeps ?? [], "scaling", "sleeps"),
    ];
  });
  const windows = Object.keys(tenant.windows).map((environment) => ({
    environment,
    at: ["windows", environment],
    atKey: true,
  }));
  return [...named, ...windows].flatMap(({ environment, at, atKey }): readonly Finding[] => {
    if (known.includes(environment)) return [];
    const hint = didYouMean(environment, known);
    const expected = `one of the tenant's environments (${known.join(", ")})`;
    const finding = { file: `tenants/${tenant.id}.yaml`, at, expected, got: JSON.stringify(environment) };
    return [{ ...finding, ...(atKey ? { atKey } : {}), ...(hint === undefined ? {} : { hint }) }];
  });
}

/** A star at its end stands for everything below an address; without one it is the repository itself. */
function isBelow(repository: string, source: string): boolean {
  return source.endsWith("/*") ? repository.startsWith(source.slice(0, -1)) : repository === source;
}

function sourceFindings({ settings }: Inventory, tenant: Tenant): readonly Finding[] {
  const { sources } = settings.delivery;
  if (sources === undefined) return [];
  return Object.entries(tenant.applications).flatMap(([name, { repository }]): readonly Finding[] => {
    if (sources.some((source) => isBelow(repository, source))) return [];
    const expected = `a repository of delivery.sources in fleet.yaml (${sources.join(", ")})`;
    const at = ["applications", name, "repository"];
    return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got: JSON.stringify(repository) }];
  });
}

/** Private repositories are read by way of External Secrets, in every environment that has the application. */
function credentialFindings({ clusters }: Inventory, tenant: Tenant): readonly Finding[] {
  return Object.entries(tenant.applications).flatMap(([name, one]): readonly Finding[] => {
    if (!one.private) return [];
    const places = Object.entries(tenant.environments).filter(
      ([environment]) => one.environments?.includes(environment) ?? true,
    );
    const without = places.flatMap(([, { cluster: id }]) => {
      const cluster = clusters.get(id);
      if (cluster === undefined) return [];
      return hasIdentity(cluster) && addOnsOf(cluster).includes("external-secrets") ? [] : [id];
    });
    const first = without[0];
    if (first === undefined) return [];
    const expected = "External Secrets with rights in AWS in the cluster of each of its environments";
    const hint = `switch on addOns.external-secrets there (and give it oidc), or read a public repository`;
    const at = ["applications", name, "private"];
    return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got: `${first} without`, hint }];
  });
}

const DISTINCT =
  "a window that differs from the others, and from those of fleet.yaml, in kind, schedule or hours";

/** Argo CD takes no two windows of a kind that begin alike and last as long, whatever else they say. */
function windowFindings({ settings, clusters }: Inventory, tenant: Tenant): readonly Finding[] {
  const file = `tenants/${tenant.id}.yaml`;
  return Object.entries(tenant.windows).flatMap(([environment, windows]) => {
    const cluster = clusters.get(tenant.environments[environment]?.cluster ?? "");
    const ofFleet = settings.delivery.windows.filter(
      ({ environments }) => cluster !== undefined && (environments?.includes(cluster.environment) ?? true),
    );
    const all = [...ofFleet, ...windows].map(windowKey);
    return windows.flatMap((window, index): readonly Finding[] => {
      const got = windowKey(window);
      if (all.indexOf(got) === ofFleet.length + index) return [];
      return [{ file, at: ["windows", environment, index], expected: DISTINCT, got }];
    });
  });
}

function fleetWindowFindings({ settings: { delivery } }: Inventory): readonly Finding[] {
  const all = delivery.windows.map(windowKey);
  return all.flatMap((got, index): readonly Finding[] =>
    all.indexOf(got) === index
      ? []
      : [{ file: "fleet.yaml", at: ["delivery", "windows", index], expected: DISTINCT, got }],
  );
}

const windowKey = ({ kind, schedule, hours }: DeliveryWindow): string =>
  `${kind} ${schedule} for ${hours} hours`;
