import { isList, isMap, type Json } from "./json.ts";

/** Steps from a resource's inputs down to a value; `*` stands for any. */
export type PropertyPath = readonly (string | number)[];

/** One step: `["a.b"]`, `[0]`, `[*]`, `[TraefikDown]` or `name`. */
const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[(\*)\]|\[([^\]"]+)\]|([^.[\]]+)/g;

/** A path as options and diffs write it: `tags.Name`, `routes[0].cidrBlock`, `tags["kubernetes.io/role/elb"]`. */
export function parsedPath(text: string): PropertyPath {
  return [...text.matchAll(STEP)].map(([, quoted, index, star, element, name]) => {
    if (index !== undefined) return Number(index);
    return quoted?.replaceAll(/\\(.)/g, "$1") ?? star ?? element ?? name ?? "";
  });
}

/**
 * Whether a path leads to a value that lies at or below what the pattern stands for. Where the pattern has a place and
 * the path a name, nobody knows: rather yes.
 */
export function covers(pattern: PropertyPath, path: PropertyPath): boolean {
  const fits = (step: string | number, found: string | number | undefined): boolean =>
    step === "*" || step === found || (typeof step === "number" && typeof found === "string");
  return pattern.length <= path.length && pattern.every((step, index) => fits(step, path[index]));
}

/**
 * A value with what lies at a path set back to what it was, as the engine does for `ignoreChanges`: it neither makes nor
 * drops the list, or the map, that should hold the value. An absent value is undefined.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/properties_path.go for `Reset`
 */
export function setBack(path: PropertyPath, was: Json | undefined, now: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return was;
  if (now === undefined) return now;
  if (step === "*") return allSetBack(rest, was, now);
  if (typeof step === "number") {
    if (was === undefined || !isList(was) || !isList(now)) return now;
    if (step >= was.length || step >= now.length) return now;
    return now.map((one, index) => (index === step ? (setBack(rest, was[index], one) ?? null) : one));
  }
  if (!isMap(now)) return now;
  const old = was !== undefined && isMap(was) ? was : undefined;
  if (rest.length > 0 && (old === undefined || now[step] === undefined)) return now;
  const value = setBack(rest, old?.[step], now[step]);
  const { [step]: _, ...others } = now;
  return value === undefined ? others : { ...now, [step]: value };
}

function allSetBack(rest: PropertyPath, was: Json | undefined, now: Json): Json {
  if (was === undefined) return now;
  if (isList(was) && isList(now)) {
    return now.map((one, index) => (index < was.length ? (setBack(rest, was[index], one) ?? null) : one));
  }
  if (!isMap(was) || !isMap(now)) return now;
  if (rest.length === 0) return was;
  return Object.fromEntries(
    Object.entries(now).map(([key, one]) => [
      key,
      Object.hasOwn(was, key) ? (setBack(rest, was[key], one) ?? null) : one,
    ]),
  );
}
