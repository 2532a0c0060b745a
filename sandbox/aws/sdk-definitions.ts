import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { InputFacts } from "../provider/inputs.ts";

/** What the installed SDK says of one resource class. */
export interface Definition {
  readonly inputs: Readonly<Record<string, InputFacts>>;
  readonly outputs: readonly string[];
  /** Outputs that always have a value. */
  readonly present: readonly string[];
}

/** The SDK is generated, so its declarations have one property a line, indented by four spaces in a class. */
const PROPERTY = /^ +(\w+)(\??): (pulumi\.Input<.*>);$/gm;
const OUTPUT = /^ {4}readonly (\w+): pulumi\.Output<(.*)>;$/gm;
const NESTED = /inputs\.([\w.]+)/;

/** The type of a map is declared on three lines. */
function oneLineMaps(text: string): string {
  return text.replace(/\{\s*\[key: string\]: ([^;]+);\s*\}/g, "{ [key: string]: $1 }");
}

/** Reads the type declarations of an SDK: which inputs and outputs each resource has, and their types. */
export class SdkDefinitions {
  readonly version: string;
  readonly #folder: string;
  #nested: string | undefined;

  /** @param packageName such as `@pulumi/aws` */
  constructor(packageName: string) {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    this.#folder = dirname(manifest);
    this.version = (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
  }

  /** Definition of a resource by its token, such as `aws:ec2/vpc:Vpc`. */
  resource(token: string): Definition {
    const [, module = ""] = token.split(":");
    return this.#definition(`${module.replace(/^index\//, "")}.d.ts`);
  }

  /** Definition of the provider itself: its inputs are the provider's settings. */
  provider(): Definition {
    return this.#definition("provider.d.ts");
  }

  #definition(file: string): Definition {
    const text = oneLineMaps(readFileSync(join(this.#folder, file), "utf8"));
    const args = text.slice(text.search(/^export interface \w+Args \{/m));
    const outputs = [...text.matchAll(OUTPUT)];
    return {
      inputs: this.#fields(args.slice(0, args.indexOf("\n}"))),
      outputs: outputs.map(([, name = ""]) => name),
      present: outputs.flatMap(([, name = "", type = ""]) => (type.endsWith("| undefined") ? [] : [name])),
    };
  }

  #fields(declaration: string): Record<string, InputFacts> {
    const fields: Record<string, InputFacts> = {};
    for (const [, name = "", optional, type = ""] of declaration.matchAll(PROPERTY)) {
      fields[name] = { ...this.#type(type), ...(optional === "" && { required: true }) };
    }
    return fields;
  }

  #type(declared: string): InputFacts {
    const list = declared.includes("[]");
    if (declared.includes("string | ")) return { type: list ? "list" : "string" };
    const nested = NESTED.exec(declared)?.[1];
    if (nested !== undefined) return { type: list ? "list" : "object", fields: this.#nestedFields(nested) };
    if (list) return { type: "list" };
    if (declared.includes("[key: string]")) return { type: "map" };
    const primitive = /<(string|number|boolean)\b/.exec(declared)?.[1] ?? "string";
    return { type: primitive as InputFacts["type"] };
  }

  #nestedFields(path: string): Record<string, InputFacts> {
    this.#nested ??= oneLineMaps(readFileSync(join(this.#folder, "types/input.d.ts"), "utf8"));
    const [name = "", namespace] = path.split(".").reverse();
    const from =
      namespace === undefined ? 0 : this.#nested.indexOf(`export declare namespace ${namespace} {`);
    const start = this.#nested.indexOf(`interface ${name} {`, from);
    if (from < 0 || start < 0) throw new Error(`the SDK does not define inputs.${path}`);
    const indent = namespace === undefined ? "" : "    ";
    return this.#fields(this.#nested.slice(start, this.#nested.indexOf(`\n${indent}}`, start)));
  }
}
