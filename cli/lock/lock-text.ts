import Table from "cli-table3";
import pc from "picocolors";
import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import type { LockChange } from "../../fleet/addresses/lock-changes.ts";
import { InputError } from "../../fleet/check.ts";

const PLAIN_CHARS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ",
};

const SIGNS = {
  add: pc.green("+"),
  change: pc.yellow("~"),
  free: pc.red("-"),
  reusable: pc.dim("o"),
  move: pc.red("!"),
} as const;

/** What `atoll lock` changes, one line each. */
export function changesText(changes: readonly LockChange[]): string {
  if (changes.length === 0) return "no changes: the lock holds what the inventory needs";
  const style = { head: [], border: [], "padding-left": 0, "padding-right": 1 };
  const table = new Table({ chars: PLAIN_CHARS, style });
  for (const { action, holder, value } of changes) table.push([SIGNS[action], holder, value]);
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const moved = changes.some(({ action }) => action === "move") ? ", ! moved" : "";
  const freed = changes.some(({ action }) => action === "free");
  const note = freed ? "; freed ranges stay in quarantine" : "";
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return [...lines, `${count}: + new, ~ changed, - freed, o quarantine over${moved}${note}`].join("\n");
}

/** What `--check` says when the file is not what `atoll lock` would write. */
export function staleLock(changes: number): InputError {
  const got =
    changes === 0
      ? "the same content in another form"
      : `one that lacks ${changes === 1 ? "1 change" : `${changes} changes`}`;
  const fault = { file: LOCK_FILE, path: "", expected: "the lock of this inventory", got };
  return new InputError([{ ...fault, hint: "run atoll lock and commit it" }]);
}
