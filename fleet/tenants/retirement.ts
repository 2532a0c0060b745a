import type { Fleet } from "../inventory.ts";
import { cellStack } from "../names.ts";
import type { LockedTenant } from "../schema/lock.ts";
import { TENANT_LABEL } from "../tenant-vocabulary.ts";
import { hostStacks } from "./host-stacks.ts";

/** How far a tenant has left. Each state is read from the inventory and its lock; nothing else remembers it. */
export type RetirementState = "active" | "suspended" | "retiring" | "removable" | "gone";

/** Where a tenant stands, and what comes next. */
export interface Retirement {
  readonly state: RetirementState;
  /** First day on which its entry may go. @default - not decided */
  readonly until?: string;
  /** What to do next, in the order in which it is done. */
  readonly next: readonly string[];
}

/** The state of a tenant; undefined for one that nobody knows. */
export function retirementOf(fleet: Fleet, tenant: string): Retirement | undefined {
  const entry = fleet.tenants.get(tenant);
  const locked = fleet.lock.tenants[tenant];
  if (entry === undefined)
    return locked === undefined ? undefined : { state: "gone", next: goneSteps(tenant, locked) };
  const { lifecycle, retireAfter: until } = entry;
  const updates = hostStacks(fleet, tenant).map(update);
  const retire = `atoll tenant retire ${tenant}`;
  if (lifecycle !== "retiring" || until === undefined) {
    const state = lifecycle === "suspended" ? "suspended" : "active";
    return { state, next: [...(state === "suspended" ? updates : []), `${retire} --after <day>`] };
  }
  const proven = [...updates, ...backupSteps(tenant, entry.databases)];
  return fleet.today < until
    ? { state: "retiring", until, next: [...proven, `from ${until} on: ${retire} --confirm ${tenant}`] }
    : { state: "removable", until, next: [...proven, `${retire} --confirm ${tenant}`] };
}

const update = (stack: string): string => `pulumi up --stack ${stack}`;

const selected = (tenant: string): string => `--selector ${TENANT_LABEL}=${tenant}`;

/** The update waits for the last backup of each database, and fails where one does; this shows them. */
function backupSteps(tenant: string, databases: Readonly<Record<string, unknown>>): readonly string[] {
  if (Object.keys(databases).length === 0) return [];
  return [`kubectl get backups.postgresql.cnpg.io --all-namespaces ${selected(tenant)}`];
}

function goneSteps(tenant: string, locked: LockedTenant): readonly string[] {
  const cellsOf = { ...locked.cells };
  const stacks = [
    ...Object.entries(locked.placements).map(([name, cluster]) => stackOf(cluster, cellsOf[name])),
    ...Object.values(locked.standbys ?? {}).map(({ cluster, cell }) => stackOf(cluster, cell)),
  ];
  return [
    ...[...new Set(stacks)].sort().map(update),
    `must find nothing: atoll tenant leftovers ${tenant}`,
    `archives stay as long as their bucket keeps them: aws s3 ls s3://<bucket>/tenants/${tenant}/`,
  ];
}

const stackOf = (cluster: string, cell: number | undefined): string =>
  cell === undefined ? cluster : cellStack(cluster, cell);
