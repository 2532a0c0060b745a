import Table from "cli-table3";
import pc from "picocolors";
import type { LockChange } from "../fleet/addresses/lock-changes.ts";

const PLAIN_CHARS = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

const SIGNS = {
  add: pc.green("+"),
  change: pc.yellow("~"),
  free: pc.red("-"),
  reusable: pc.dim("o"),
} as const;

/** What `atoll lock` changes, one line each. */
export function changesText(changes: readonly LockChange[]): string {
  if (changes.length === 0) return "no changes: the lock holds what the inventory needs";
  const table = new Table({
    chars: PLAIN_CHARS,
    style: { head: [], border: [] },
    head: ["", "holder", "value"],
  });
  for (const { action, holder, value } of changes) table.push([SIGNS[action], holder, value]);
  const freed = changes.filter(({ action }) => action === "free").length;
  const note = freed === 0 ? "" : `\n${freed} entries freed; their ranges stay in quarantine`;
  return `${table.toString()}\n${changes.length} changes, + new, ~ changed, - freed, o quarantine over${note}`;
}
