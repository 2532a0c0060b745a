import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { TODAY } from "../locked-inventory.ts";
import { faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const REGION = SOUND["regions/eu.yaml"] ?? "";
const production = (region: string, more = ""): string =>
  `kind: eks\nregion: ${region}\nenvironment: production\nsla: 1\nprofile: minimal\nkubernetes: "1.35"\n${more}`;

/** Two regions with two clusters each, and one for development; no tenant yet. */
export const GROUND: Files = {
  ...SOUND,
  "regions/us.yaml": REGION.replace("eu-central-1", "us-east-1")
    .replace("gdpr", "us")
    .replace(/zones: .*/, "zones: { a: use1-az1, b: use1-az2, c: use1-az4 }\nbuckets: { backups: {} }"),
  "clusters/dev.yaml": production("eu").replace("production", "development"),
  "clusters/old.yaml": undefined,
  "clusters/eu-one.yaml": production("eu"),
  "clusters/eu-two.yaml": production("eu"),
  "clusters/us-one.yaml": production("us"),
  "clusters/us-two.yaml": production("us"),
  "tenants/acme.yaml": undefined,
  "tenants/zeta.yaml": undefined,
};

export { production };

/** A tenant with these environments, and further lines. */
export function tenant(environments: string, more = ""): string {
  const head = `displayName: One\ntier: ${more.includes("tier:") ? "" : "pooled"}`;
  const lines = more.includes("tier:") ? "displayName: One\nsize: small\n" : `${head}\nsize: small\n`;
  return `${lines}${more}environments: { ${environments} }\n`;
}

/** Of each environment, as `tenant/environment`, where the lock has it: a cluster, or a cell of one. */
export function placesIn({ tenants }: Lock): Readonly<Record<string, string>> {
  const places = Object.entries(tenants).flatMap(([id, { placements, cells, gone }]) =>
    gone === undefined
      ? Object.entries(placements).map(([environment, cluster]) => {
          const cell = cells?.[environment];
          return [`${id}/${environment}`, cell === undefined ? cluster : `${cluster}.cell${cell}`] as const;
        })
      : [],
  );
  return Object.fromEntries(places.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The lock that `atoll lock` writes for these files, beside one that is there. */
export function lockFor(files: Files, before?: Lock): Lock {
  return updateLock(
    loadInventory(inventoryFolder(files), () => before),
    before,
    TODAY,
  ).lock;
}

/** What `atoll lock` refuses of these files. */
export const lockFaults = (files: Files, before?: Lock): readonly string[] =>
  faultsOf(() => lockFor(files, before));

/** What `atoll check` refuses of these files beside a lock. */
export function checkFaults(files: Files, lock: Lock): readonly string[] {
  const dir = inventoryFolder({ ...files, "fleet.lock.yaml": lockText(lock) });
  return faultsOf(() => loadFleet(dir, TODAY));
}
