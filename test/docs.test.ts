import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Units that a number may be counted in. */
const UNIT =
  /\b(days?|hours?|minutes?|seconds?|millicores|MiB|GiB|percent|dollars?|AS number|nodes|zones|addresses)\b/i;

interface Field {
  /** `NetworkSettings.dualStack`, for the failure. */
  readonly name: string;
  readonly optional: boolean;
  readonly numeric: boolean;
  readonly doc: string;
}

/** Fields of the interfaces by which a part is told what to do: those named `...Args` or `...Settings`. */
function argFields(source: ts.SourceFile): readonly Field[] {
  const taken = source.statements.filter(ts.isInterfaceDeclaration).filter((one) => {
    const exported = one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    return exported && /(Args|Settings)$/.test(one.name.text);
  });
  return taken.flatMap((one) =>
    one.members.filter(ts.isPropertySignature).map((member) => ({
      name: `${one.name.text}.${member.name.getText(source)}`,
      optional: member.questionToken !== undefined,
      numeric: /\bnumber\b/.test(member.type?.getText(source) ?? ""),
      doc: ts
        .getJSDocCommentsAndTags(member)
        .map((node) => node.getText(source))
        .join("\n"),
    })),
  );
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

const FILES = ["components", "fleet"]
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith(".ts"))
  .map((name) => parse(name, readFileSync(join(ROOT, name), "utf8")));

const FIELDS = FILES.flatMap(argFields);
const names = (fields: readonly Field[]): readonly string[] => fields.map(({ name }) => name);

const undocumented = (fields: readonly Field[]) => fields.filter(({ doc }) => doc === "");
const withoutDefault = (fields: readonly Field[]) =>
  fields.filter(({ optional, doc }) => optional && !doc.includes("@default "));
const withoutUnit = (fields: readonly Field[]) =>
  fields.filter(({ numeric, doc }) => numeric && !(UNIT.test(doc) && /Range -?[\d_]+\.\.-?[\d_]+/.test(doc)));

/** Defaults that are a value: not `none`, and not a sentence, which begins with a hyphen. */
const shownDefault = ({ doc }: Field): string | undefined => /@default (?!none\b|-)(\S+)/.exec(doc)?.[1];

/** `DEFAULT_CPU_MILLICORES` belongs to `cpuMillicores`. */
const constantOf = ({ name }: Field): string =>
  `DEFAULT_${name
    .slice(name.indexOf(".") + 1)
    .replaceAll(/(?=[A-Z])/g, "_")
    .toUpperCase()}`;

/** Values of a file's `DEFAULT_` constants, as a doc shows them. */
function defaults(source: ts.SourceFile): ReadonlyMap<string, string> {
  const found = source.getFullText().matchAll(/^(?:export )?const (DEFAULT_\w+)[^=]* = ([^;]+);/gm);
  return new Map([...found].map(([, name = "", value = ""]) => [name, value.replaceAll(/[_"]/g, "")]));
}

/** Where a doc and the constant beside it differ, or one of the two is missing. */
function wrongDefaults(source: ts.SourceFile): readonly string[] {
  const fields = argFields(source);
  const constants = defaults(source);
  const wrong = fields.filter((field) => shownDefault(field) !== constants.get(constantOf(field)));
  const strays = [...constants.keys()].filter((name) => !fields.some((field) => constantOf(field) === name));
  return [...wrong.map((field) => `${constantOf(field)} and ${field.name}`), ...strays];
}

/** Constants that nothing reads but their own line: the code then applies another default. */
function unusedDefaults(sources: readonly ts.SourceFile[]): readonly string[] {
  const read = (name: string): boolean =>
    sources.some((source) => new RegExp(`(=|\\?\\?) ${name}\\b`).test(source.getFullText()));
  return sources.flatMap((source) => [...defaults(source).keys()]).filter((name) => !read(name));
}

describe("the args of every component, and the settings of the fleet", () => {
  test("are found", () => {
    expect(names(FIELDS)).toEqual(
      expect.arrayContaining(["NetworkSettings.dualStack", "AwsProviderArgs.accountId", "SlaSettings.zones"]),
    );
  });

  test("say what each field is", () => {
    expect(names(undocumented(FIELDS))).toEqual([]);
  });

  test("say what happens when an optional field is left out", () => {
    expect(names(withoutDefault(FIELDS))).toEqual([]);
  });

  test("give a number's unit and range", () => {
    expect(names(withoutUnit(FIELDS))).toEqual([]);
  });

  test("show the default that the code applies", () => {
    expect(FIELDS.filter((field) => shownDefault(field) !== undefined).length).toBeGreaterThan(2);
    expect(FILES.flatMap(wrongDefaults)).toEqual([]);
    expect(unusedDefaults(FILES)).toEqual([]);
  });
});

describe("the check itself", () => {
  const faulty = parse(
    "faulty.ts",
    `const DEFAULT_RETENTION_DAYS = 30;
export const DEFAULT_FORGOTTEN = 1;
    export interface FaultyArgs {
      readonly bare: string;
      /** Days. @default 14 */
      readonly retentionDays?: number;
      /** A name. */
      readonly name?: string;
      /** Whether it is quick. @default true */
      readonly quick?: boolean;
    }`,
  );

  test("finds a field without a word about it, without a default, without a range, with the wrong default", () => {
    const fields = argFields(faulty);
    expect(names(undocumented(fields))).toEqual(["FaultyArgs.bare"]);
    expect(names(withoutDefault(fields))).toEqual(["FaultyArgs.name"]);
    expect(names(withoutUnit(fields))).toEqual(["FaultyArgs.retentionDays"]);
    expect(wrongDefaults(faulty)).toEqual([
      "DEFAULT_RETENTION_DAYS and FaultyArgs.retentionDays",
      "DEFAULT_QUICK and FaultyArgs.quick",
      "DEFAULT_FORGOTTEN",
    ]);
    expect(unusedDefaults([faulty])).toEqual(["DEFAULT_RETENTION_DAYS", "DEFAULT_FORGOTTEN"]);
  });
});
