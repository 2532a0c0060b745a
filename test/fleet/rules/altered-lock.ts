import type {
  Lock,
  LockedCluster,
  LockedLink,
  LockedRegion,
  LockedTenant,
} from "../../../fleet/schema/lock.ts";
import { alteredEntries } from "../../../fleet/rules/kept-entries.ts";
import { edited, type Files, SOUND } from "../written-inventory.ts";

export const TOMORROW = "2026-11-25";
export const YESTERDAY = "2026-11-23";
const GREEN = `${SOUND["clusters/dev.yaml"] ?? ""}replaces: dev\nswitchOver: { on: "2026-12-01" }\n`;
/** A pair of clusters, one with an adopted VPC; a tenant with data in the old one; a link. */
export const FILES: Files = {
  "clusters/green.yaml": GREEN,
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { dev-vpc: vpc-0123abcd }\n`,
  "links/one.yaml":
    "kind: vpn\nfrom: dev\nto: { site: { address: 198.51.100.7, cidrs: [192.168.0.0/24] } }\n",
  ...edited(
    "tenants/zeta.yaml",
    "{ cluster: dev }",
    '{ cluster: dev, stateful: true, switchOver: "2026-12-01" }',
  ),
};

export type Section = "regions" | "clusters" | "tenants" | "links";
export type Entry = LockedRegion & LockedCluster & LockedTenant & Omit<LockedLink, "kind">;

/** A lock with some fields of one entry set, or taken away. */
export function withEntry(lock: Lock, kind: Section, id: string, changed: Partial<Entry> | undefined): Lock {
  const { [id]: entry, ...others } = lock[kind] ?? {};
  const section = changed === undefined ? others : { ...others, [id]: { ...entry, ...changed } };
  return { ...lock, [kind]: section };
}

/** What `alteredEntries` says of a lock beside that of `main`, a line for each. */
export function alterations(base: Lock, lock: Lock, today: string): readonly string[] {
  return alteredEntries(base, lock, { name: "main", today }).map(
    ({ at, expected, got }) => `${at.join(".")}: expected ${expected}, got ${got ?? ""}`,
  );
}
