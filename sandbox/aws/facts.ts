import { readFileSync } from "node:fs";
import type { InputFacts } from "../provider/inputs.ts";

/** What is known of one resource type, without asking AWS. */
export interface TypeFacts {
  readonly inputs: Readonly<Record<string, InputFacts>>;
  /** Every declared output, inputs among them. */
  readonly outputs: readonly string[];
  readonly taggable?: true;
}

/** The committed table `fleet/aws-types.json`; `reduce-facts.ts` makes it. */
export interface FactsTable {
  readonly source: string;
  readonly types: Readonly<Record<string, TypeFacts>>;
}

export const FACTS_FILE = new URL("../../fleet/aws-types.json", import.meta.url);

/** Token under which the table holds the provider's own settings. */
export const PROVIDER_TYPE = "pulumi:providers:aws";

let table: FactsTable | undefined;

/** Facts of a type; `undefined` for one that the simulated AWS does not know. */
export function typeFacts(token: string): TypeFacts | undefined {
  table ??= JSON.parse(readFileSync(FACTS_FILE, "utf8")) as FactsTable;
  return Object.hasOwn(table.types, token) ? table.types[token] : undefined;
}
