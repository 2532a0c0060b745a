import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";

const SAMPLE = join(import.meta.dirname, "../../examples/enterprise");

/** Tenants of each cluster. */
const TENANTS = 10;

/** Where clusters lie, and which service they owe there, in turn. */
const GROUNDS = [
  { region: "eu-central", environment: "production", sla: 3 },
  { region: "us-east", environment: "production", sla: 2 },
  { region: "eu-central-lab", environment: "staging", sla: 2 },
  { region: "us-east-lab", environment: "development", sla: 1 },
] as const;

/**
 * Writes `examples/enterprise` scaled to so many clusters: its organisation and regions, and instead of its own clusters
 * as many of kind EKS with profile `standard`, each with ten pooled tenants of one environment. Returns their names.
 */
export function writeScaledFleet(folder: string, clusters: number, today: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ["fleet.yaml", "regions"])
    cpSync(join(SAMPLE, part), join(folder, part), { recursive: true });
  // The cluster that it names is one of those that are left out.
  change(folder, "fleet.yaml", ({ monitoring, ...rest }) => ({
    ...rest,
    monitoring: { ...(monitoring as object), management: {} },
  }));
  // What AWS grants for thirteen clusters is not enough for hundreds.
  change(folder, "regions/us-east.yaml", ({ vcpuQuotas: _, ...rest }) => rest);
  for (const kind of ["clusters", "tenants"]) mkdirSync(join(folder, kind));
  const ids = Array.from({ length: clusters }, (_, index) => `c${String(index + 1).padStart(3, "0")}`);
  for (const [index, id] of ids.entries()) {
    writeEntry(folder, `clusters/${id}`, {
      kind: "eks",
      ...GROUNDS[index % GROUNDS.length],
      profile: "standard",
      kubernetes: "1.35",
      nodes: { max: 40 },
      network: { mode: "create", netmaskLength: 20, pods: "unrouted", linkable: false },
    });
    for (let tenant = 0; tenant < TENANTS; tenant += 1) writeTenant(folder, id, tenant);
  }
  writeLock(folder, updateLock(loadInventory(folder), undefined, today).lock);
  return ids;
}

type Entry = Readonly<Record<string, unknown>>;

function change(folder: string, file: string, changed: (entry: Entry) => Entry): void {
  const path = join(folder, file);
  writeFileSync(path, stringify(changed(parse(readFileSync(path, "utf8")) as Entry)));
}

/** Writes one tenant of a cluster, small unless it says otherwise. */
export function writeTenant(folder: string, cluster: string, index: number, size = "small"): void {
  writeEntry(folder, `tenants/${cluster}-t${index}`, {
    displayName: `Tenant ${index} of ${cluster}`,
    tier: "pooled",
    size,
    environments: { live: { cluster } },
  });
}

function writeEntry(folder: string, name: string, entry: object): void {
  writeFileSync(join(folder, `${name}.yaml`), stringify(entry));
}
