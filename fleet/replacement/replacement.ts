/** What is known of one input of a resource type, as far as it decides whether a change replaces. */
export interface ReplacementFacts {
  /** A change replaces the resource. */
  readonly replaces?: boolean;
  /** It replaces when it comes or goes; another value is an update. */
  readonly valueUpdates?: boolean;
  /** A list: it replaces when something of it goes; more of it is an update. */
  readonly lossReplaces?: boolean;
  /** AWS chooses a value when none is given; taking the input away then changes nothing. */
  readonly computed?: boolean;
  /** Fields of an object, each with facts of its own. */
  readonly fields?: Readonly<Record<string, ReplacementFacts>>;
}

/**
 * Whether a changed input makes the provider replace the resource; `undefined` stands for an input that is not given.
 * The simulated AWS and the diff of plans both ask here.
 */
export function inputReplaces(facts: ReplacementFacts, before: unknown, after: unknown): boolean {
  if (after === undefined && facts.computed === true) return false;
  if (facts.replaces !== true) return fieldReplaces(facts, before, after);
  const isOtherValue = !isNothing(before) && !isNothing(after);
  if (facts.valueUpdates === true && isOtherValue) return fieldReplaces(facts, before, after);
  if (facts.lossReplaces === true && Array.isArray(before) && Array.isArray(after)) {
    const kept = new Set((after as readonly unknown[]).map((one) => JSON.stringify(one)));
    return (before as readonly unknown[]).some((one) => !kept.has(JSON.stringify(one)));
  }
  return true;
}

/** Nothing is given, or a list without anything. */
function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Whether one changed field of an object replaces what the object as a whole does not. */
function fieldReplaces({ fields = {} }: ReplacementFacts, before: unknown, after: unknown): boolean {
  if (!isMap(before) || !isMap(after)) return false;
  return Object.entries(fields).some(([name, facts]) => {
    const [old, fresh] = [before[name] ?? undefined, after[name] ?? undefined];
    return JSON.stringify(old) !== JSON.stringify(fresh) && inputReplaces(facts, old, fresh);
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Settings of a provider that make another place of it: the provider is replaced, and all that it made. */
const PLACE: Readonly<Record<string, readonly string[]>> = { "pulumi:providers:aws": ["region"] };

/** Whether a change of a provider's setting replaces the provider. */
export function settingReplaces(providerType: string, setting: string): boolean {
  return PLACE[providerType]?.includes(setting) === true;
}

/** What AWS takes for an input that is not given. */
export function zero({ type }: { readonly type: InputType }): Zero {
  switch (type) {
    case "string":
      return "";
    case "number":
      return 0;
    case "boolean":
      return false;
    case "list":
      return [];
    case "map":
      return {};
    case "object":
      return null;
  }
}

type InputType = "string" | "number" | "boolean" | "list" | "map" | "object";
type Zero = "" | 0 | false | null | readonly never[] | Readonly<Record<string, never>>;
