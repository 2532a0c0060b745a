import type { Finding, StackFinding } from "./finding.ts";
import type { Facts, Resource } from "./resource.ts";
import type { Value } from "./value.ts";

/** A mandatory rule stops an update before anything is created; an advisory one is only shown. */
export type Level = "mandatory" | "advisory";

interface RuleText {
  /** Verb and object, such as `forbid-open-ingress`; the file has the same name. */
  readonly id: string;
  readonly level: Level;
  /** What it holds, as one sentence without a full stop. */
  readonly what: string;
  /** What could happen without it. */
  readonly why: string;
  /** What to do about a violation. */
  readonly remedy: string;
  /** Page that the facts come from. */
  readonly see: string;
}

/** A rule that needs no more than one resource. */
export interface ResourceRule extends RuleText {
  readonly scope: "resource";
  /** Whether it needs to know more than the resource. @default false */
  readonly readsFacts?: boolean;
  /** Whether it has anything to say about a type. */
  readonly appliesTo: (type: string) => boolean;
  /** @param inputs the resource's inputs, readable without fear of what is unknown */
  readonly check: (inputs: Value, resource: Resource, facts: Facts) => readonly Finding[];
}

/** A rule about what must exist beside something else. */
export interface StackRule extends RuleText {
  readonly scope: "stack";
  readonly check: (resources: readonly Resource[]) => readonly StackFinding[];
}

export type Rule = ResourceRule | StackRule;

/** Whether a type is one of a table's keys. */
export function oneOf(table: Readonly<Record<string, unknown>>): (type: string) => boolean {
  return (type) => Object.hasOwn(table, type);
}
