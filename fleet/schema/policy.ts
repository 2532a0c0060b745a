import { z } from "zod";
import { ENVIRONMENTS } from "./cluster.ts";

const RULE = "the id of a rule, such as require-quota";

/** What a rule can do where somebody has a say in it. */
const RULE_LEVELS = ["mandatory", "advisory", "disabled"] as const;

/** A rule's id; whether there is such a rule, only the policies know. */
export const ruleId = z.string({ error: RULE }).regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: RULE });

/** Where a level holds: in one environment, or in all that have no level of their own. */
const places = z.enum([...ENVIRONMENTS, "all"]);

export const policy = z
  .strictObject({
    levels: z
      .record(ruleId, z.partialRecord(places, z.enum(RULE_LEVELS)))
      .default({})
      .describe(
        "Level of a rule by environment, or for all: mandatory stops an update, advisory is only shown. @default - as each rule says",
      ),
  })
  .prefault({})
  .describe("What the rules of policy/ do in this fleet. @default - as each rule says");

/** Levels that the fleet gives to rules, by rule and environment. */
export type RuleLevels = z.infer<typeof policy>["levels"];
