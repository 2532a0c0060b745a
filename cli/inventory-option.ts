import { Option } from "commander";

/** `--inventory <dir>`: the folder that holds fleet.yaml. */
export function inventoryOption(): Option {
  return new Option("-i, --inventory <dir>", "folder that holds fleet.yaml").default("inventory");
}

/** Today, in UTC, as the rules take it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
