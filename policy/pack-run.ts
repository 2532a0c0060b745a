import type { ReportViolation } from "@pulumi/policy";
import { type EngineResource, engineResource } from "./engine-resource.ts";
import type { StackFinding } from "./finding.ts";
import { ruleLevel, rulesAt } from "./levels.ts";
import { findingText, judged, resourceFindings } from "./report.ts";
import type { Resource } from "./resource.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import { indexOf } from "./rule-index.ts";
import { NO_KNOWLEDGE, type StackKnowledge, stackKnowledge } from "./stack-knowledge.ts";

type Kind = StackFinding["kind"];

/** One run of the engine: the day it is on, and what is known of its stack. */
export class PackRun {
  readonly #today: string;
  readonly #inputs = new Map<string, Resource>();
  #rules: readonly Rule[];
  #known: StackKnowledge = NO_KNOWLEDGE;
  #reading: Promise<StackKnowledge> | undefined;

  constructor(today: string, rules: readonly Rule[]) {
    this.#today = today;
    this.#rules = rules;
  }

  /**
   * Keeps a resource's inputs for the rules over the stack. The engine hands those what each resource has become, and
   * before its cluster exists nothing is known of a Kubernetes object.
   */
  remember(args: EngineResource): void {
    this.#inputs.set(args.urn, engineResource(args));
  }

  /** Reads the inventory, once. */
  async learn(inventory: string, urn: string): Promise<void> {
    if (this.#reading !== undefined) {
      await this.#reading;
      return;
    }
    this.#reading = stackKnowledge(inventory, urn, this.#today);
    this.#known = await this.#reading;
    this.#rules = rulesAt(this.#rules, this.#known.levels, this.#known.facts.environment);
  }

  /** What a rule does in this stack. */
  levelOf(rule: Rule): ReturnType<typeof ruleLevel> {
    return ruleLevel(rule, this.#known.levels, this.#known.facts.environment);
  }

  /** Tells what violates a rule on a resource. */
  tellOf(rule: ResourceRule, args: EngineResource, report: ReportViolation): void {
    if (
      !indexOf(this.#rules)
        .about(args.type)
        .some(({ id }) => id === rule.id)
    )
      return;
    for (const { words } of this.#ofResource(rule, this.#resource(args), "violation")) report(words);
  }

  /** Tells what violates a rule in the whole stack. */
  tellOfStack(rule: StackRule, all: readonly EngineResource[], report: ReportViolation): void {
    this.#reportOfStack([rule], all, "violation", report);
  }

  /** Tells what no rule can judge yet on a resource. */
  tellUnknown(args: EngineResource, report: ReportViolation): void {
    const resource = this.#resource(args);
    for (const rule of indexOf(this.#rules).about(args.type))
      for (const { words } of this.#ofResource(rule, resource, "unknown")) report(`${rule.id}: ${words}`);
  }

  /** Tells what no rule can judge yet in the whole stack. */
  tellUnknownOfStack(all: readonly EngineResource[], report: ReportViolation): void {
    this.#reportOfStack(indexOf(this.#rules).stackRules, all, "unknown", report);
  }

  #resource(args: EngineResource): Resource {
    return this.#inputs.get(args.urn) ?? engineResource(args);
  }

  #ofResource(rule: ResourceRule, resource: Resource, kind: Kind) {
    const found = resourceFindings(rule, resource, this.#known.facts);
    return this.#texts(
      rule,
      found.map((one) => ({ ...one, resource })),
      kind,
    );
  }

  #reportOfStack(
    rules: readonly StackRule[],
    all: readonly EngineResource[],
    kind: Kind,
    report: ReportViolation,
  ): void {
    const urns = new Map(all.map((one) => [this.#whole(one), one.urn]));
    const resources = [...urns.keys()];
    for (const rule of rules) {
      const prefix = kind === "unknown" ? `${rule.id}: ` : "";
      for (const { words, resource } of this.#texts(rule, rule.check(resources, this.#known.facts), kind))
        report(`${prefix}${words}`, urns.get(resource));
    }
  }

  /** Inputs as they were sent, with what only the stack tells: where they come from. */
  #whole(one: EngineResource): Resource {
    const now = engineResource(one);
    const sent = this.#inputs.get(one.urn);
    if (sent === undefined) return now;
    return now.sources === undefined ? sent : { ...sent, sources: now.sources };
  }

  #texts(rule: Rule, findings: readonly StackFinding[], kind: Kind) {
    const { exceptions, stack } = this.#known;
    return findings
      .filter((finding) => finding.kind === kind)
      .map((finding) => judged(rule, finding, { exceptions, today: this.#today, stack }))
      .filter(({ stands }) => stands)
      .map((one) => ({ words: findingText(one), resource: one.finding.resource }));
  }
}
