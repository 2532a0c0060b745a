import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";

const KEEP = "what bears the old name would be replaced; a fleet of that name is an inventory of its own";

/** Names of buckets cannot change, and an issuer's address is in every token and role: the organisation keeps its name. */
export function organisationMove({ settings }: Inventory, { organisation: was }: Lock): readonly Finding[] {
  const { organisation: is } = settings;
  if (was === undefined || was === is) return [];
  const expected = `${was}, after which buckets and the issuers of clusters are named`;
  const hint = `write ${was} again: ${KEEP}`;
  return [{ file: "fleet.yaml", at: ["organisation"], expected, got: JSON.stringify(is), hint }];
}

/** What another lock, called `name`, says of the organisation and this one does not. */
export function alteredOrganisation(base: Lock, lock: Lock, name: string): readonly Finding[] {
  const { organisation: was } = base;
  if (was === undefined || was === lock.organisation) return [];
  return [lost(["organisation"], was, name, lock.organisation)];
}
