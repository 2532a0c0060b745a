import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { InputError } from "../../fleet/check.ts";
import type { Fleet, Placement, Tenant } from "../../fleet/inventory.ts";
import { cellStack } from "../../fleet/names.ts";
import { type Move, type MovePlan, movePlan, type MoveStacks } from "../../fleet/tenants/move-steps.ts";
import { knownPath } from "./entry-changes.ts";
import { proposed } from "./proposal.ts";

/** A move of which the inventory would hold both ends. @throws InputError with all that speaks against it */
export async function checkedMove(
  fleet: Fleet,
  move: Move,
): Promise<{ readonly plan: MovePlan; readonly stacks: MoveStacks }> {
  const path = knownPath(fleet, move.tenant);
  const { tenant, place } = movable(fleet, path, move);
  const plan = movePlan(tenant, move, place.cluster);
  const before = readFileSync(join(fleet.dir, path), "utf8");
  const { after } = await proposed(fleet, { path, before, after: withBoth(before, plan) });
  const end = after.tenants.get(move.tenant)?.environments[plan.beside];
  return { plan, stacks: { from: stackOf(place), to: end === undefined ? move.to : stackOf(end) } };
}

const stackOf = ({ cluster, cell }: Placement): string =>
  cell === undefined ? cluster : cellStack(cluster, cell);

function movable(
  { tenants }: Fleet,
  file: string,
  { tenant: id, environment, to }: Move,
): { readonly tenant: Tenant; readonly place: Placement } {
  const tenant = tenants.get(id);
  const place = tenant?.environments[environment];
  if (tenant === undefined || place === undefined) {
    const expected = `one of ${Object.keys(tenant?.environments ?? {}).join(", ")}`;
    throw new InputError([{ file, path: "environments", expected, got: JSON.stringify(environment) }]);
  }
  if (place.cluster !== to) return { tenant, place };
  const expected = `another cluster than ${to}, where it is`;
  throw new InputError([{ file: "--to", path: "", expected, got: JSON.stringify(to) }]);
}

/** The entry with the new environment and its databases, for a check and nobody's eyes. */
function withBoth(text: string, { beside, place, held, databases }: MovePlan): string {
  const document = parseDocument(text);
  document.setIn(["environments", beside], place);
  for (const [name, environments] of Object.entries(held))
    document.setIn(["databases", name, "environments"], environments);
  for (const [name, entry] of Object.entries(databases)) document.setIn(["databases", name], entry);
  return document.toString({ lineWidth: 0 });
}
