import type { Finding } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { EXCEPTIONS_FILE } from "../fleet/read/folder.ts";
import { didYouMean } from "../fleet/read/issues.ts";
import { ruleLevel } from "../policy/levels.ts";
import { ruleNames } from "../policy/rule-names.ts";

/** What the rules say of the fleet's words about them: that they exist, and that production keeps those that it must. */
export function policyFindings({ settings, exceptions = [] }: Fleet): readonly Finding[] {
  const { levels } = settings.policy;
  const levelled = Object.keys(levels).flatMap((id) => [
    ...unknownRule(id, { file: "fleet.yaml", at: ["policy", "levels", id], atKey: true }),
    ...switchedOff(id, levels),
  ]);
  const excepted = exceptions.flatMap(({ rule }, index) =>
    unknownRule(rule, { file: EXCEPTIONS_FILE, at: ["exceptions", index, "rule"] }),
  );
  return [...levelled, ...excepted];
}

type Place = Pick<Finding, "file" | "at" | "atKey">;

function unknownRule(id: string, place: Place): readonly Finding[] {
  const known = ruleNames();
  if (known.has(id)) return [];
  const hint = didYouMean(id, [...known.keys()]) ?? "npx atoll policy list shows all rules";
  return [{ ...place, expected: "the id of a rule", got: JSON.stringify(id), hint }];
}

/** What keeps production from losing its data is not switched off there. */
function switchedOff(id: string, levels: Fleet["settings"]["policy"]["levels"]): readonly Finding[] {
  if (ruleNames().get(id) !== "deletion-safety") return [];
  if (ruleLevel({ id, level: "mandatory" }, levels, "production") !== "disabled") return [];
  const place = levels[id]?.production === undefined ? "all" : "production";
  return [
    {
      file: "fleet.yaml",
      at: ["policy", "levels", id, place],
      expected: "mandatory or advisory: rules of deletion safety can't be disabled in production",
      ...(place === "all" ? { hint: "give production a level of its own beside it" } : {}),
    },
  ];
}
