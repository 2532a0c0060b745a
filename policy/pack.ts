import { type Policies, PolicyPack, type ReportViolation, type ResourceValidationArgs } from "@pulumi/policy";
import { type EngineResource, engineResource } from "./engine-resource.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import type { StackFinding } from "./finding.ts";
import { findingText, judged, resourceFindings } from "./report.ts";
import type { Facts, Resource } from "./resource.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import { RULES } from "./rules/all.ts";
import { DEFAULT_INVENTORY, stackFacts } from "./stack-facts.ts";

/** Name under which the engine shows the rules. */
const PACK_NAME = "atoll";

const UNKNOWN_VALUES = {
  description: "A value that a rule must see is not known yet",
  enforcementLevel: "advisory",
} as const;

/** Serves the rules to the engine: one policy for each, and two that tell what can't be judged yet. */
export function servePack(today: string): void {
  const run = new PackRun(today);
  const stackRules = RULES.filter((rule) => rule.scope === "stack");
  const policies: Policies = [
    ...RULES.map((rule) => (rule.scope === "stack" ? stackPolicy(rule, run) : resourcePolicy(rule, run))),
    {
      name: "tell-unknown-values",
      ...UNKNOWN_VALUES,
      validateResource: (args, report) => {
        run.remember(args);
        for (const rule of RULES) run.tellOf(rule, args, "unknown", report);
      },
    },
    {
      name: "tell-unknown-values-of-the-stack",
      ...UNKNOWN_VALUES,
      validateStack: ({ resources }, report) => {
        for (const rule of stackRules) run.tellOfStack(rule, resources, "unknown", report);
      },
    },
  ];
  new PolicyPack(PACK_NAME, { policies });
}

/** One run of the engine: the day it is on, and what is known of its stack. */
class PackRun {
  readonly #today: string;
  readonly #inputs = new Map<string, Resource>();
  #facts: Facts = {};
  #reading: Promise<Facts> | undefined;

  constructor(today: string) {
    this.#today = today;
  }

  /**
   * Keeps a resource's inputs for the rules over the stack. The engine hands those what each resource has become, and
   * before its cluster exists nothing is known of a Kubernetes object.
   */
  remember(args: EngineResource): void {
    this.#inputs.set(args.urn, engineResource(args));
  }

  /** Reads the inventory when a rule first asks. The SDK asks the policies in order, so later ones find the facts. */
  async learn(inventory: string, urn: string): Promise<void> {
    this.#reading ??= stackFacts(inventory, urn, this.#today);
    this.#facts = await this.#reading;
  }

  /** Tells what a rule finds of one kind on a resource. */
  tellOf(rule: Rule, args: EngineResource, kind: StackFinding["kind"], report: ReportViolation): void {
    if (rule.scope !== "resource" || !rule.appliesTo(args.type)) return;
    const resource = engineResource(args);
    const findings = resourceFindings(rule, resource, this.#facts).map((one) => ({ ...one, resource }));
    for (const text of this.#texts(rule, findings, kind)) report(text.words);
  }

  /** Tells what a rule finds of one kind in the whole stack. */
  tellOfStack(
    rule: StackRule,
    all: readonly EngineResource[],
    kind: StackFinding["kind"],
    report: ReportViolation,
  ): void {
    const urns = new Map(all.map((one) => [this.#inputs.get(one.urn) ?? engineResource(one), one.urn]));
    for (const { words, resource } of this.#texts(rule, rule.check([...urns.keys()]), kind))
      report(words, urns.get(resource));
  }

  #texts(rule: Rule, findings: readonly StackFinding[], kind: StackFinding["kind"]) {
    const prefix = kind === "unknown" ? `${rule.id}: ` : "";
    return findings
      .filter((finding) => finding.kind === kind)
      .map((finding) => judged(rule, finding, { exceptions: EXCEPTIONS, today: this.#today }))
      .filter(({ stands }) => stands)
      .map((one) => ({ words: `${prefix}${findingText(one)}`, resource: one.finding.resource }));
  }
}

const about = ({ id: name, what: description, level: enforcementLevel }: Rule) => ({
  name,
  description,
  enforcementLevel,
});

function stackPolicy(rule: StackRule, run: PackRun): Policies[number] {
  return {
    ...about(rule),
    validateStack: ({ resources }, report) => {
      run.tellOfStack(rule, resources, "violation", report);
    },
  };
}

function resourcePolicy(rule: ResourceRule, run: PackRun): Policies[number] {
  const tell = (args: ResourceValidationArgs, report: ReportViolation): void => {
    run.tellOf(rule, args, "violation", report);
  };
  if (rule.readsFacts !== true) return { ...about(rule), validateResource: tell };
  return {
    ...about(rule),
    configSchema: { properties: { inventory: { type: "string", default: DEFAULT_INVENTORY } } },
    validateResource: async (args, report) => {
      const { inventory } = args.getConfig<{ readonly inventory: string }>();
      if (rule.appliesTo(args.type)) await run.learn(inventory, args.urn);
      tell(args, report);
    },
  };
}
