import type { Finding, StackFinding } from "./finding.ts";
import type { Facts, Resource } from "./resource.ts";
import type { Value } from "./value.ts";

/** A mandatory rule stops an update before anything is created; an advisory one is only shown. */
export type Level = "mandatory" | "advisory";

/** What rules are about, in the order in which reports show them. */
export const GROUPS = [
  "network",
  "identity",
  "encryption",
  "exposure",
  "availability",
  "cost",
  "tenancy",
  "supply-chain",
  "naming-and-tags",
  "deletion-safety",
] as const;

export type Group = (typeof GROUPS)[number];

interface RuleText {
  /** Verb and object, such as `forbid-open-ingress`; the file has the same name. */
  readonly id: string;
  /** What it does where the fleet says nothing else. */
  readonly level: Level;
  /** Its folder has the same name. */
  readonly group: Group;
  /** What it holds, as one sentence without a full stop. */
  readonly what: string;
  /** What could happen without it. */
  readonly why: string;
  /** What to do about a violation. */
  readonly remedy: string;
  /**
   * What it answers, at least one: a control of AWS Security Hub (`AWS EC2.2: ...`), of the CIS benchmarks of EKS 1.7
   * (`CIS-EKS 5.4.1: ...`) or of Kubernetes (`CIS-K8S 5.1.10: ...`), a section of the best practices of EKS (`EKS-BP network security: ...`), a Pod Security
   * Standard (`PSS restricted: ...`); or, in our own words, what somebody could do (`threat: ...`), what could go wrong
   * by itself (`fault: ...`), or what would be paid for nothing (`bill: ...`).
   */
  readonly answers: readonly string[];
  /** Page that the facts come from. */
  readonly see: string;
}

/** A rule that needs no more than one resource. */
export interface ResourceRule extends RuleText {
  readonly scope: "resource";
  /** Whether it has anything to say about a type. */
  readonly appliesTo: (type: string) => boolean;
  /**
   * @param inputs the resource's inputs, readable without fear of what is unknown
   * @param resource without what its values come from, which the engine tells only of a whole stack
   */
  readonly check: (inputs: Value, resource: Omit<Resource, "sources">, facts: Facts) => readonly Finding[];
}

/** A rule about what must exist beside something else. */
export interface StackRule extends RuleText {
  readonly scope: "stack";
  readonly check: (resources: readonly Resource[], facts: Facts) => readonly StackFinding[];
}

export type Rule = ResourceRule | StackRule;

/** Whether a type is one of a table's keys. */
export function oneOf(table: Readonly<Record<string, unknown>>): (type: string) => boolean {
  return (type) => Object.hasOwn(table, type);
}
