import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import type { Finding } from "../check.ts";

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/** Edits at which a misspelt word is still recognised; shorter words are all near each other. */
const NEAR = 2;
const SHORTEST_WORD = 3;

/** `did you mean x`, when one of the candidates is that near; letter case does not count. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length < SHORTEST_WORD) return undefined;
  const same = candidates.find((one) => one.toLowerCase() === word.toLowerCase());
  const best = same ?? closest(word, candidates);
  return same !== undefined || distance(word, best) <= NEAR ? `did you mean ${best}` : undefined;
}

/** What the schema has against one file, as findings. */
export function schemaFindings(
  file: string,
  schema: z.ZodType,
  data: unknown,
  error: z.ZodError,
): readonly Finding[] {
  return error.issues.flatMap((issue) => issueFindings(file, schema, data, issue));
}

function issueFindings(file: string, schema: z.ZodType, data: unknown, issue: Issue): readonly Finding[] {
  const at = issue.path.filter((key) => typeof key !== "symbol");
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, at, data);
    return issue.keys.map((key) => unknownKey(file, [...at, key], key, known));
  }
  if (issue.code === "invalid_key") return [invalidKey(file, at, issue)];
  const value = valueAt(data, at);
  const [expected = "", remedy] = wanted(issue, schema, data).split("; ");
  if (value === undefined) {
    return [{ file, at, expected, got: "nothing", ...(remedy === undefined ? {} : { hint: remedy }) }];
  }
  const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const hint = remedy ?? (typeof value === "string" ? didYouMean(value, choices) : unquoted(issue, value));
  return [{ file, at, expected, ...(hint === undefined ? {} : { hint }) }];
}

function unquoted(issue: Issue, value: unknown): string | undefined {
  const text = issue.code === "invalid_type" && issue.expected === "string";
  return text && (typeof value === "number" || typeof value === "boolean") ? "quote it" : undefined;
}

function invalidKey(file: string, at: Path, issue: z.core.$ZodIssueInvalidKey): Finding {
  const key = String(at.at(-1) ?? "");
  const [inner] = issue.issues;
  const choices = inner?.code === "invalid_value" ? inner.values.map(String) : [];
  const hint = didYouMean(key, choices);
  const expected =
    choices.length === 0 ? (inner?.message ?? "another key") : `one of the keys ${choices.join(", ")}`;
  return {
    file,
    at,
    atKey: true,
    expected,
    got: JSON.stringify(key),
    ...(hint === undefined ? {} : { hint }),
  };
}

function unknownKey(file: string, at: Path, key: string, known: readonly string[]): Finding {
  const hint = didYouMean(key, known);
  const expected = known.length === 0 ? "no such key" : `one of the keys ${known.join(", ")}`;
  return {
    file,
    at,
    atKey: true,
    expected,
    got: JSON.stringify(key),
    ...(hint === undefined ? {} : { hint }),
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** The rule in words: our own text where the schema has one, else made from the issue. */
function wanted(issue: Issue, schema: z.ZodType, data: unknown): string {
  const own = !issue.message.startsWith("Invalid") && !issue.message.startsWith("Too");
  if (own) return issue.message;
  if (issue.code === "invalid_type") return TYPE_NAMES[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return oneOf(issue.values.map(String));
  if (issue.code === "invalid_union") return oneOf(discriminatorsAt(schema, issue.path.slice(0, -1), data));
  throw new Error(`the schema has no words for ${issue.code}: ${issue.message}`);
}

const oneOf = (choices: readonly string[]): string => `one of ${choices.join(", ")}`;

function valueAt(data: unknown, at: Path): unknown {
  let value = data;
  for (const key of at) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** Keys that the schema knows at a place; a union is narrowed by its discriminator. */
function knownKeys(schema: z.ZodType, at: Path, data: unknown): readonly string[] {
  const { inner, value } = schemaAt(schema, at, data);
  const last = narrowed(inner, value);
  if (last instanceof z.ZodObject) return Object.keys(last.shape);
  return last instanceof z.ZodRecord && last.keyType instanceof z.ZodEnum
    ? last.keyType.options.map(String)
    : [];
}

/** Words by which the union at a place tells its options apart. */
function discriminatorsAt(schema: z.ZodType, at: readonly PropertyKey[], data: unknown): readonly string[] {
  const union = unwrapped(schemaAt(schema, at as Path, data).inner);
  if (!(union instanceof z.ZodDiscriminatedUnion)) return [];
  return union.options.flatMap((option) => {
    const literal = literalOf(option, union.def.discriminator);
    return literal === undefined ? [] : [String(literal.value)];
  });
}

function schemaAt(
  schema: z.ZodType,
  at: Path,
  data: unknown,
): { readonly inner: unknown; readonly value: unknown } {
  let inner: unknown = schema;
  let value = data;
  for (const key of at) {
    inner = childSchema(narrowed(inner, value), key);
    value = valueAt(value, [key]);
  }
  return { inner, value };
}

function childSchema(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Readonly<Record<string, unknown>>)[key];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodOptional || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap();
  }
  return inner instanceof z.ZodPipe ? inner.in : inner;
}

function narrowed(schema: unknown, value: unknown): unknown {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return inner;
  const { discriminator } = inner.def;
  const chosen = valueAt(value, [discriminator]);
  return inner.options.find((option) => literalOf(option, discriminator)?.value === chosen);
}

function literalOf(option: unknown, key: string): z.ZodLiteral | undefined {
  const field =
    option instanceof z.ZodObject ? (option.shape as Readonly<Record<string, unknown>>)[key] : undefined;
  return field instanceof z.ZodLiteral ? field : undefined;
}
