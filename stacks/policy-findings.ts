import type { Finding } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { EXCEPTIONS_FILE } from "../fleet/read/folder.ts";
import { didYouMean } from "../fleet/read/issues.ts";
import { ruleLevel } from "../policy/levels.ts";
import type { Rule } from "../policy/rule.ts";
import { RULES } from "../policy/rules/all.ts";

/** What only the rules can judge: that the fleet speaks of rules that exist, and lets off none that it must keep. */
export function policyFindings({ settings, exceptions = [] }: Fleet): readonly Finding[] {
  const levels = Object.keys(settings.policy.levels).flatMap((id) =>
    unknownRule(id, { file: "fleet.yaml", at: ["policy", "levels", id], atKey: true }),
  );
  const excepted = exceptions.flatMap(({ rule }, index) =>
    unknownRule(rule, { file: EXCEPTIONS_FILE, at: ["exceptions", index, "rule"] }),
  );
  return [...levels, ...RULES.flatMap((rule) => switchedOff(rule, settings.policy.levels)), ...excepted];
}

type Place = Pick<Finding, "file" | "at" | "atKey">;

function unknownRule(id: string, place: Place): readonly Finding[] {
  const known = RULES.map((rule) => rule.id);
  if (known.includes(id)) return [];
  const hint = didYouMean(id, known) ?? "npx atoll policy list shows all rules";
  return [{ ...place, expected: "the id of a rule", got: JSON.stringify(id), hint }];
}

/** What keeps production from losing its data is not switched off there. */
function switchedOff(rule: Rule, levels: Fleet["settings"]["policy"]["levels"]): readonly Finding[] {
  const isKept = rule.group === "deletion-safety" && rule.level === "mandatory";
  if (!isKept || ruleLevel(rule, levels, "production") !== "disabled") return [];
  const place = levels[rule.id]?.production === undefined ? "all" : "production";
  return [
    {
      file: "fleet.yaml",
      at: ["policy", "levels", rule.id, place],
      expected: "mandatory or advisory: rules of deletion safety can't be disabled in production",
      ...(place === "all" ? { hint: "give production a level of its own beside it" } : {}),
    },
  ];
}
