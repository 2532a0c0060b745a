import type { Lock } from "../schema/lock.ts";
import { lockText } from "../write-lock.ts";

/**
 * Whether two locks differ in nothing but what they remember of one tenant's databases, applications and names: what
 * `atoll lock` writes when its people change their file. That nothing of it is lost is for the rules of the lock.
 */
export function differInOwn(before: Lock, after: Lock, tenant: string): boolean {
  return lockText(withoutOwn(before, tenant)) === lockText(withoutOwn(after, tenant));
}

function withoutOwn(lock: Lock, tenant: string): Lock {
  const { [tenant]: entry, ...others } = lock.tenants;
  if (entry === undefined) return lock;
  const { databases: _, applications: __, ...rest } = entry;
  // A name that was taken from another tenant is none of its own to change.
  const hosts = Object.entries(lock.hosts ?? {}).filter(
    ([, { tenant: holder, from }]) => holder !== tenant || from !== undefined,
  );
  return { ...lock, tenants: { ...others, [tenant]: rest }, hosts: Object.fromEntries(hosts) };
}
