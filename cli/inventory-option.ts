import { Option } from "commander";

/** The inventory when none is named. */
export const DEFAULT_INVENTORY = "inventory";

/** `--inventory <dir>`: the folder that holds fleet.yaml. */
export function inventoryOption(): Option {
  return new Option("-i, --inventory <dir>", "folder that holds fleet.yaml").default(DEFAULT_INVENTORY);
}

/** Today, in UTC, as the rules take it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
