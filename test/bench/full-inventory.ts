import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { REGION, SETTINGS } from "../record/platform-fleet.ts";

const FILES: Readonly<Record<string, object>> = {
  "fleet.yaml": SETTINGS,
  "regions/eu.yaml": REGION,
  "clusters/prod.yaml": {
    ...{ kind: "eks", region: "eu", environment: "production", kubernetes: "1.35" },
    ...{ sla: 3, profile: "full" },
  },
};

/** Makes a folder an inventory of the region `eu` and of the cluster `prod`, with everything there is. */
export function writeFullInventory(folder: string, today: string): void {
  for (const path of ["fleet.lock.yaml", "clusters", "tenants", "regions", "links"])
    rmSync(join(folder, path), { recursive: true, force: true });
  for (const [file, entry] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), stringify(entry));
  }
  writeLock(folder, updateLock(loadInventory(folder), readLock(folder), today).lock);
}
