import { type Policies, PolicyPack } from "@pulumi/policy";
import { PackRun } from "./pack-run.ts";
import type { ResourceRule, StackRule } from "./rule.ts";
import { RULES } from "./rules/all.ts";
import { DEFAULT_INVENTORY } from "./stack-knowledge.ts";

/** Name under which the engine shows the rules. */
const PACK_NAME = "atoll";

const UNKNOWN_VALUES = {
  description: "A value that a rule must see is not known yet",
  enforcementLevel: "advisory",
} as const;

/** Serves the rules to the engine: one policy for each, one that reads what they must know, two that tell what can't be judged yet. */
export function servePack(today: string): void {
  const run = new PackRun(today, RULES);
  const policies: Policies = [
    inventoryReader(run),
    ...RULES.map((rule) => (rule.scope === "stack" ? stackPolicy(rule, run) : resourcePolicy(rule, run))),
    {
      name: "tell-unknown-values",
      ...UNKNOWN_VALUES,
      validateResource: (args, report) => {
        run.tellUnknown(args, report);
      },
    },
    {
      name: "tell-unknown-values-of-the-stack",
      ...UNKNOWN_VALUES,
      validateStack: ({ resources }, report) => {
        run.tellUnknownOfStack(resources, report);
      },
    },
  ];
  new PolicyPack(PACK_NAME, { policies });
}

/** Comes first: the SDK asks the policies in order, so the others find what the inventory says. It finds nothing itself. */
function inventoryReader(run: PackRun): Policies[number] {
  return {
    name: "read-inventory",
    description: "The rules know the stack's environment, its levels and its exceptions",
    enforcementLevel: "advisory",
    configSchema: { properties: { inventory: { type: "string", default: DEFAULT_INVENTORY } } },
    validateResource: async (args) => {
      run.remember(args);
      await run.learn(args.getConfig<{ readonly inventory: string }>().inventory, args.urn);
    },
  };
}

/** The SDK reads a level whenever it asks the policy: until the inventory is read, it is the rule's own. */
function stackPolicy(rule: StackRule, run: PackRun): Policies[number] {
  return {
    name: rule.id,
    description: rule.what,
    get enforcementLevel() {
      return run.levelOf(rule);
    },
    validateStack: ({ resources }, report) => {
      run.tellOfStack(rule, resources, report);
    },
  };
}

function resourcePolicy(rule: ResourceRule, run: PackRun): Policies[number] {
  return {
    name: rule.id,
    description: rule.what,
    get enforcementLevel() {
      return run.levelOf(rule);
    },
    validateResource: (args, report) => {
      run.tellOf(rule, args, report);
    },
  };
}
