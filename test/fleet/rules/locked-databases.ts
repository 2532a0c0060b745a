import { edited, type Files } from "../written-inventory.ts";

const ENTRY = "environments:\n  live: { cluster: old }\n";

/** A tenant of medium size with the given databases, two environments with data, and a bucket for archives. */
export function withDatabases(databases: string, more = ""): Files {
  return {
    ...edited("regions/eu.yaml", "zones:", "buckets: { backups: {} }\nzones:"),
    "tenants/acme.yaml": `displayName: Acme
tier: pooled
size: medium
${ENTRY.replace("{ cluster: old }", "{ cluster: old, stateful: true }")}  trial: { cluster: dev, stateful: true }
databases: ${databases}
${more}`,
  };
}
