import type { StackFinding } from "./finding.ts";
import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";
import { type Wiring, wiringOf } from "./wiring.ts";

/** Whether something is as it must be; unknown where a value that decides is not known yet. */
export type Answer = "yes" | "no" | "unknown";

/** A resource that must have another beside it. */
export interface Counterpart {
  /** Type that needs one. */
  readonly of: string;
  /** Types that can be it, each with the input by which it names the other. */
  readonly by: Readonly<Record<string, string>>;
  /** Input of the one in need that others name it by. @default - they refer to its id */
  readonly named?: string;
  /** Where the finding is told, as a path. */
  readonly path: string;
  /** What there must be, after the word expected. */
  readonly expected: string;
  /** What is said where there are some and none is right. @default "none that is" */
  readonly wrong?: string;
  /** Whether one counts. @default - each does */
  readonly counts?: (inputs: Value, inNeed: Resource, wiring: Wiring) => Answer;
  /** Whether a resource needs one at all. @default - each does */
  readonly needs?: (resource: Resource, wiring: Wiring) => boolean;
}

/** What stands alone, and where nobody knows yet. */
export function counterpartFindings(
  resources: readonly Resource[],
  rule: Counterpart,
): readonly StackFinding[] {
  const wiring = wiringOf(resources);
  const needy = wiring.ofType(rule.of).filter((one) => rule.needs?.(one, wiring) ?? true);
  return needy.flatMap((resource): readonly StackFinding[] => {
    const found = Object.entries(rule.by).map(([type, input]) => ({ type, input }));
    const own = found.flatMap(({ type, input }) => wiring.users(resource, type, input, rule.named));
    const answers = own.map((user) => rule.counts?.(new Value("", user.inputs), resource, wiring) ?? "yes");
    if (answers.includes("yes")) return [];
    const { path, expected } = rule;
    const isHidden = found.some(({ type, input }) => mayBeNamed(resource, type, { input, rule, wiring }));
    if (answers.includes("unknown") || isHidden) return [{ resource, kind: "unknown", path, expected }];
    const got = own.length === 0 ? "none" : (rule.wrong ?? "none that is");
    return [{ resource, kind: "violation", path, expected, got }];
  });
}

interface Naming {
  readonly input: string;
  readonly rule: Counterpart;
  readonly wiring: Wiring;
}

/** Whether a resource of a type could turn out to name another, once what is not known yet is known. */
function mayBeNamed(used: Resource, type: string, { input, rule, wiring }: Naming): boolean {
  if (wiring.hasOpen(type, input)) return true;
  if (rule.named === undefined || !new Value("", used.inputs[rule.named]).isUnknown) return false;
  return wiring.ofType(type).some(({ inputs }) => typeof inputs[input] === "string");
}
