import { inputReplaces, zero } from "../../fleet/replacement/replacement.ts";
import { canonical, isObject, type Properties, type Value } from "../provider/properties.ts";
import type { DiffResult, InputChange } from "../provider/stand-in.ts";
import type { InputFacts } from "../provider/inputs.ts";
import type { TypeFacts } from "./facts.ts";
import type { Kind } from "./kind.ts";

/** Text by which two values of an input are the same to AWS, however they are written. */
function meaning(name: string, value: Value, facts: InputFacts, kind: Kind): string {
  if (facts.unordered === true && Array.isArray(value)) {
    return JSON.stringify((value as readonly Value[]).map(canonical).sort());
  }
  if (typeof value === "string" && kind.documents?.includes(name) === true) {
    try {
      return canonical(JSON.parse(value) as Value);
    } catch {
      return value;
    }
  }
  const spelling = kind.spellings?.[name];
  return canonical(typeof value === "string" && spelling !== undefined ? spelling(value) : value);
}

/** Two values of an input with what stands for their absent fields, and without what only AWS chose. */
function levelled(facts: InputFacts, old: Value, fresh: Value, absent: Value): readonly [Value, Value] {
  if (facts.fields === undefined || !isObject(old) || !isObject(fresh)) return [old, fresh];
  const [was, will]: Record<string, Value>[] = [{}, {}];
  if (was === undefined || will === undefined) return [old, fresh];
  for (const name of new Set([...Object.keys(old), ...Object.keys(fresh), ...Object.keys(facts.fields)])) {
    const one: InputFacts = facts.fields[name] ?? { type: "string" };
    const usual = (isObject(absent) ? absent[name] : undefined) ?? zero(one);
    const isChosen = one.computed === true && (fresh[name] ?? null) === null;
    if (isChosen) continue;
    const pair = levelled(one, old[name] ?? usual, fresh[name] ?? usual, usual);
    const [before, after] = one.unordered === true ? pair.map(sorted) : pair;
    was[name] = before ?? null;
    will[name] = after ?? null;
  }
  return [was, will];
}

function sorted(value: Value): Value {
  if (!Array.isArray(value)) return value;
  return [...(value as readonly Value[])].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function changesOf(name: string, before: Value | undefined, after: Value | undefined): InputChange[] {
  const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
  if (kind !== "update" || !isObject(before) || !isObject(after)) {
    return [{ path: name, kind, replaces: false }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => canonical(before[key]) !== canonical(after[key]))
    .flatMap((key) => changesOf(member(name, key), before[key], after[key]));
}

/** Path of a member, as the engine reads paths. */
function member(path: string, key: string): string {
  return /^[\w$]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Tags are merged with the provider's before they are compared. */
const TAGS_ALL: InputFacts = { type: "map" };

/**
 * Changes between the inputs of the last update, or those that a refresh found, and the new ones.
 *
 * An absent input means what AWS takes for it; one that AWS chooses itself changes nothing when it is taken away.
 */
export function inputDiff(facts: TypeFacts, kind: Kind, before: Properties, after: Properties): DiffResult {
  const changes: InputChange[] = [];
  for (const [name, one] of Object.entries({ ...facts.inputs, tagsAll: TAGS_ALL })) {
    const [old, fresh] = [before[name], after[name]];
    if (fresh === undefined && (old === undefined || one.computed === true)) continue;
    const absent = kind.defaults?.[name] ?? zero(one);
    const [was, will] = levelled(one, old ?? absent, fresh ?? absent, absent);
    if (meaning(name, was, one, kind) === meaning(name, will, one, kind)) continue;
    const replaces = inputReplaces(one, old && was, fresh && will);
    const shown = isObject(was) && isObject(will) && old !== undefined && fresh !== undefined;
    const found = shown ? changesOf(name, was, will) : changesOf(name, old, fresh);
    changes.push(...found.map((change) => ({ ...change, replaces })));
  }
  return {
    changes,
    deleteBeforeReplace:
      hasFixedName(kind, after) && !changes.some(({ path }) => path === (kind.nameInput ?? "name")),
  };
}

/** Two things cannot have one name at once, so the old one goes first; a made-up name is new each time. */
function hasFixedName(kind: Kind, inputs: Properties): boolean {
  const defaults = inputs["__defaults"];
  const name = kind.nameInput ?? "name";
  const madeUp = Array.isArray(defaults) && (defaults as readonly Value[]).includes(name);
  return kind.autonamed !== undefined && inputs[name] !== undefined && !madeUp;
}

/** Whether an input still has the value that AWS takes when none is given. */
export function isDefault(kind: Kind, name: string, value: Value | undefined, facts: InputFacts): boolean {
  if (value === undefined || value === null) return true;
  return canonical(value) === canonical(kind.defaults?.[name] ?? zero(facts));
}
