import { zero } from "../../fleet/replacement/replacement.ts";
import { canonical, isObject, type Properties, type Value } from "../provider/properties.ts";
import type { Session } from "./account.ts";
import { isInternal, type InputFacts } from "../provider/inputs.ts";
import type { Thing } from "./cloud.ts";
import { isDefault } from "./diff.ts";
import type { TypeFacts } from "./facts.ts";
import type { Kind } from "./kind.ts";
import { ownTags } from "./tags.ts";

/** Tags are kept beside the attributes; those of an autoscaling group are a list, and an attribute like any other. */
function isTags(facts: TypeFacts, name: string): boolean {
  return facts.taggable === true && (name === "tags" || name === "tagsAll");
}

/**
 * What AWS keeps of a request: each input, or what stands for it when it is absent. An absent input that AWS chooses
 * stays as it was.
 */
export function effectiveInputs(
  facts: TypeFacts,
  kind: Kind,
  inputs: Properties,
  before: Properties = {},
): Properties {
  const effective: Record<string, Value> = {};
  for (const [name, one] of Object.entries(facts.inputs)) {
    if (isTags(facts, name)) continue;
    const kept = one.computed === true ? before[name] : undefined;
    effective[name] = inputs[name] ?? kept ?? kind.defaults?.[name] ?? zero(one);
  }
  return effective;
}

/** Every declared output of a thing. */
export function outputsOf(thing: Thing, facts: TypeFacts, session: Session, before: Properties): Properties {
  const outputs: Record<string, Value> = {};
  for (const name of facts.outputs) {
    if (isTags(facts, name)) continue;
    const value = thing.state[name];
    if (value !== undefined && value !== null) outputs[name] = value;
  }
  if (facts.taggable !== true) return outputs;
  return { ...outputs, tags: ownTags(session.defaultTags, thing.tags, before), tagsAll: thing.tags };
}

/** Whether AWS keeps what was given in a spelling of its own, so that it is as it was given. */
function isSpelling(kind: Kind, name: string, value: Value, given: Value | undefined): boolean {
  const spelling = kind.spellings?.[name];
  return spelling !== undefined && typeof given === "string" && spelling(given) === value;
}

/** An object with the fields that were given, and whatever else is not as AWS has it when it is absent. */
function asGiven(facts: InputFacts, value: Value, given: Value, defaults: Value | undefined): Value {
  if (facts.fields === undefined || !isObject(value) || !isObject(given)) return value;
  const fields = Object.entries(facts.fields).flatMap(([name, one]): [string, Value][] => {
    const now = value[name];
    if (now === undefined) return [];
    const usual = isObject(defaults) ? defaults[name] : undefined;
    if (name in given) return [[name, asGiven(one, now, given[name] ?? null, usual)]];
    return one.computed === true || canonical(now) === canonical(usual ?? zero(one)) ? [] : [[name, now]];
  });
  return Object.fromEntries(fields);
}

/**
 * Inputs that would make a thing as it is now: those of the last update, and whatever else differs from what AWS
 * takes for an absent input. So a change by hand shows, and an import gets all it needs.
 */
export function inputsOf(
  { facts, kind }: { readonly facts: TypeFacts; readonly kind: Kind },
  outputs: Properties,
  before: Properties,
): Properties {
  const inputs: Record<string, Value> = {};
  for (const [name, one] of Object.entries(facts.inputs)) {
    const value = outputs[name];
    const wasGiven = before[name] !== undefined;
    // Nobody writes AWS's own choices, but an import has nothing else to go by.
    const isOwn = one.computed === true || kind.seen?.[name] !== undefined;
    const isChosen = isOwn && Object.keys(before).length > 0;
    if (value === undefined) continue;
    if (isSpelling(kind, name, value, before[name])) {
      inputs[name] = before[name] ?? value;
      continue;
    }
    if (!wasGiven && (isChosen || isDefault(kind, name, value, one))) continue;
    inputs[name] = wasGiven ? asGiven(one, value, before[name] ?? null, kind.defaults?.[name]) : value;
  }
  for (const [name, value] of Object.entries(before))
    if (isInternal(name, facts.inputs)) inputs[name] = value;
  return facts.taggable === true ? { ...inputs, tagsAll: outputs["tagsAll"] ?? {} } : inputs;
}
