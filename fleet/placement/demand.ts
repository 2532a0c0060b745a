import type { AddOnName } from "../charts/add-ons.ts";
import type { TenantEntry } from "../schema/tenant.ts";
import { quotaOf, type QuotaWishes } from "../tenants/quota.ts";
import { scalingAddOns } from "../tenants/scaling-add-ons.ts";
import { sliceResources } from "./slice-resources.ts";

/** A tenant as it is written; where its environments live need not be known yet. */
export type UnplacedTenant = TenantEntry & { readonly id: string };

/** What quotas give to tenants, by what it is. */
export interface Quotas {
  readonly pods: number;
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

export type Measure = keyof Quotas;
export const MEASURES = ["pods", "cpuMillicores", "memoryMiB"] as const satisfies Measure[];
const NOTHING: Quotas = { pods: 0, cpuMillicores: 0, memoryMiB: 0 };

/** What one environment may ask of the nodes of all; a tenant with nodes of its own asks nothing of them. */
export function quotasOf(tenant: QuotaWishes): Quotas {
  if (tenant.tier === "dedicated-nodes") return NOTHING;
  const { requests, pods } = quotaOf(tenant);
  return { pods, cpuMillicores: requests.cpuMillicores, memoryMiB: requests.memoryMiB };
}

/** Resources that one environment takes of a stack. */
export function resourcesOf(
  tenant: Pick<UnplacedTenant, "applications" | "databases">,
  environment: string,
  addOns: ReadonlySet<AddOnName>,
): number {
  return sliceResources(addOns, {
    applications: countIn(tenant.applications, environment),
    databases: countIn(tenant.databases, environment),
  });
}

/** Add-ons without which something of the environment would not be there. */
export function neededAddOns(
  { applications, databases }: Pick<UnplacedTenant, "applications" | "databases">,
  environment: string,
): readonly AddOnName[] {
  const names = new Set<AddOnName>();
  for (const one of entriesIn(applications, environment)) {
    names.add("argo-cd");
    if (one.public) names.add("traefik");
    if (one.private) names.add("external-secrets");
    if (one.scaling !== undefined) for (const name of scalingAddOns(one.scaling)) names.add(name);
  }
  if (countIn(databases, environment) > 0) names.add("cloudnative-pg");
  return [...names].sort();
}

type Entries = Pick<UnplacedTenant, "applications" | "databases">;

/** Whether something of the environment is kept in a database, which is archived in a bucket. */
export const hasData = ({ databases }: Entries, environment: string): boolean =>
  countIn(databases, environment) > 0;

/** Whether something of the environment needs rights in AWS. */
export const needsRights = (tenant: Entries, environment: string): boolean =>
  hasData(tenant, environment) || entriesIn(tenant.applications, environment).some((one) => one.private);

interface Limited {
  readonly environments?: readonly string[] | undefined;
}

function entriesIn<Entry extends Limited>(
  entries: Readonly<Record<string, Entry>>,
  environment: string,
): readonly Entry[] {
  return Object.values(entries).filter(({ environments }) => environments?.includes(environment) ?? true);
}

const countIn = (entries: Readonly<Record<string, Limited>>, environment: string): number =>
  entriesIn(entries, environment).length;
