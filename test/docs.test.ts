import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const COMPONENTS = resolve(import.meta.dirname, "../components");

/** Units that a number may be counted in. */
const UNIT = /\b(days?|hours?|minutes?|seconds?|millicores|MiB|GiB|percent|nodes|addresses)\b/i;

interface Field {
  /** `NetworkSettings.dualStack`, for the failure. */
  readonly name: string;
  readonly optional: boolean;
  readonly numeric: boolean;
  readonly doc: string;
}

/** Fields of the interfaces that a component takes: those named `...Args` or `...Settings`. */
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

const FILES = readdirSync(COMPONENTS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => parse(name, readFileSync(join(COMPONENTS, name), "utf8")));

const FIELDS = FILES.flatMap(argFields);
const names = (fields: readonly Field[]): readonly string[] => fields.map(({ name }) => name);

const undocumented = (fields: readonly Field[]) => fields.filter(({ doc }) => doc === "");
const withoutDefault = (fields: readonly Field[]) =>
  fields.filter(({ optional, doc }) => optional && !doc.includes("@default "));
const withoutUnit = (fields: readonly Field[]) =>
  fields.filter(({ numeric, doc }) => numeric && !(UNIT.test(doc) && /Range -?[\d_]+\.\.-?[\d_]+/.test(doc)));

/** `DEFAULT_CPU_MILLICORES` belongs to `cpuMillicores`, and its doc must show the same literal. */
function wrongDefaults(source: ts.SourceFile): readonly string[] {
  const text = source.getFullText();
  return [...text.matchAll(/^const DEFAULT_(\w+) = ([^;]+);/gm)].flatMap(([, constant = "", value = ""]) => {
    const name = constant.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const field = argFields(source).find((one) => one.name.endsWith(`.${name}`));
    const shown = /@default (\S+)/.exec(field?.doc ?? "")?.[1];
    return shown === value.replaceAll("_", "").replaceAll('"', "") ? [] : [`DEFAULT_${constant} and ${name}`];
  });
}

describe("the args of every component", () => {
  test("are found", () => {
    expect(names(FIELDS)).toEqual(
      expect.arrayContaining(["NetworkSettings.dualStack", "AwsProviderArgs.accountId"]),
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
    expect(FILES.flatMap(wrongDefaults)).toEqual([]);
  });
});

describe("the check itself", () => {
  const faulty = parse(
    "faulty.ts",
    `const DEFAULT_RETENTION_DAYS = 30;
    export interface FaultyArgs {
      readonly bare: string;
      /** Days. @default 14 */
      readonly retentionDays?: number;
      /** A name. */
      readonly name?: string;
    }`,
  );

  test("finds a field without a word about it, without a default, without a range, with the wrong default", () => {
    const fields = argFields(faulty);
    expect(names(undocumented(fields))).toEqual(["FaultyArgs.bare"]);
    expect(names(withoutDefault(fields))).toEqual(["FaultyArgs.name"]);
    expect(names(withoutUnit(fields))).toEqual(["FaultyArgs.retentionDays"]);
    expect(wrongDefaults(faulty)).toEqual(["DEFAULT_RETENTION_DAYS and retentionDays"]);
  });
});
