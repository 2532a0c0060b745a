import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { LockedTenant } from "../schema/lock.ts";
import type { BaseOfSteps } from "../upgrade/lock-steps.ts";

/** Standbys that would be lost together with the environment that they stand by for. */
export function standbyFindings({ clusters, tenants }: Inventory): readonly Finding[] {
  const regionOf = (id: string): string | undefined => clusters.get(id)?.region;
  return [...tenants.values()].flatMap(({ id, environments }) =>
    Object.entries(environments).flatMap(([name, { cluster, standby }]): readonly Finding[] => {
      const region = standby === undefined ? undefined : regionOf(standby.cluster);
      if (standby === undefined || region === undefined || region !== regionOf(cluster)) return [];
      const at = ["environments", name, "standby", "cluster"];
      const expected = `a cluster in another region than ${region}, where the environment itself is`;
      return [{ file: `tenants/${id}.yaml`, at, expected, got: standby.cluster }];
    }),
  );
}

/** Standbys that are gone, or elsewhere: each may be all that is left of an environment, and leaves by its retireAfter. */
export function standbyMoves(
  { id, environments }: Tenant,
  { standbys = {} }: LockedTenant,
  today: string,
): readonly Finding[] {
  return Object.entries(standbys).flatMap(([name, { cluster, leaving }]): readonly Finding[] => {
    const now = environments[name];
    if (now === undefined || now.standby?.cluster === cluster) return [];
    const where = { file: `tenants/${id}.yaml`, at: ["environments", name, "standby"] };
    if (leaving !== undefined && leaving <= today) return [];
    const expected =
      leaving === undefined ? `a standby on ${cluster}` : `a standby on ${cluster} until ${leaving}`;
    const hint = "restore it; to remove it, set its retireAfter and run atoll lock first";
    return [{ ...where, expected, got: now.standby?.cluster ?? "none", hint }];
  });
}

/** The same of another lock, for who edits both inventory and lock. */
export function alteredStandbys(
  id: string,
  was: LockedTenant,
  now: LockedTenant,
  { name, today }: BaseOfSteps,
): readonly Finding[] {
  return Object.entries(was.standbys ?? {}).flatMap(([environment, old]): readonly Finding[] => {
    if (now.placements[environment] === undefined) return [];
    const is = now.standbys?.[environment];
    const at = ["tenants", id, "standbys", environment];
    const isSame = is?.cluster === old.cluster && is.cell === old.cell;
    if (!isSame && (old.leaving === undefined || old.leaving > today))
      return [lost(at, placeText(old), name, is === undefined ? undefined : placeText(is))];
    if (is?.leaving === undefined || is.leaving === old.leaving || is.leaving > today) return [];
    const expected = `a day after ${today}, for ${name} does not know this one`;
    return [{ ...lost([...at, "leaving"], "", name, is.leaving), expected }];
  });
}

const placeText = ({
  cluster,
  cell,
}: {
  readonly cluster: string;
  readonly cell?: number | undefined;
}): string => (cell === undefined ? cluster : `${cluster}, cell ${cell}`);
