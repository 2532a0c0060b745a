import type { Finding } from "../check.ts";
import type { Tenant } from "../inventory.ts";
import type { DatabaseEntry } from "../schema/tenants/databases.ts";

/** Words about how a database goes, or goes back, that say nothing without another one. */
export function databaseWordFindings(tenant: Tenant): readonly Finding[] {
  return Object.entries(tenant.databases).flatMap(([name, entry]) => {
    const where = { file: `tenants/${tenant.id}.yaml`, at: ["databases", name] };
    return [
      ...retirementFindings(where, entry),
      ...environmentFindings(where, tenant, entry),
      ...failedFindings(where, entry),
    ];
  });
}

interface Where {
  readonly file: string;
  readonly at: readonly string[];
}

function retirementFindings({ file, at }: Where, entry: DatabaseEntry): readonly Finding[] {
  const { lifecycle, retireAfter } = entry;
  if (lifecycle === "retiring") {
    if (retireAfter !== undefined) return [];
    const expected = "retireAfter with the first day of removal, for lifecycle is retiring";
    return [{ file, at: [...at, "retireAfter"], expected, got: "nothing" }];
  }
  return (["retireAfter", "retireFrom"] as const)
    .filter((key) => entry[key] !== undefined)
    .map((key) => ({ file, at: [...at, key], expected: `no ${key} while lifecycle is ${lifecycle}` }));
}

function environmentFindings(
  { file, at }: Where,
  { environments: all }: Tenant,
  { environments = Object.keys(all), retireFrom = [] }: DatabaseEntry,
): readonly Finding[] {
  return retireFrom.flatMap((one, index): readonly Finding[] => {
    if (environments.includes(one)) return [];
    const expected = `one of its environments (${environments.join(", ")})`;
    return [{ file, at: [...at, "retireFrom", index], expected, got: JSON.stringify(one) }];
  });
}

function failedFindings({ file, at }: Where, { major, failedMajor }: DatabaseEntry): readonly Finding[] {
  if (failedMajor === undefined || Number(failedMajor) > Number(major)) return [];
  const expected = `a version above major, "${major}", which is the way back from it`;
  const hint = "remove it to try again";
  return [{ file, at: [...at, "failedMajor"], expected, got: `"${failedMajor}"`, hint }];
}
