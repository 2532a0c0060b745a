import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Group, GROUPS } from "./rule.ts";

let known: ReadonlyMap<string, Group> | undefined;

/** Groups of all rules by their ids, as folders and files have those names: to know them, no rule has to be loaded. */
export function ruleNames(): ReadonlyMap<string, Group> {
  known ??= new Map(
    GROUPS.flatMap((group) =>
      readdirSync(join(import.meta.dirname, "rules", group)).map((file): [string, Group] => [
        file.replace(/\.ts$/, ""),
        group,
      ]),
    ),
  );
  return known;
}
