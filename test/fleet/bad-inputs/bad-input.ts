import type { Files } from "../written-inventory.ts";

/** One kind of wrong input: what is written, and every fault the loader must find in it. */
export interface BadInput {
  /** What is wrong, as a person would say it. */
  readonly row: string;
  readonly files: Files;
  readonly faults: readonly string[];
}

export function bad(row: string, files: Files, ...faults: readonly string[]): BadInput {
  return { row, files, faults };
}

/** A cluster of kind eks as one that somebody else runs, without a word that the kind has no use for. */
export function attached(text: string): string {
  const facts = "attached: { storageClass: fast, networkPolicyEngine: calico }";
  return `${text.replace("kind: eks", "kind: attached")}network: { mode: external, cidr: 192.168.77.0/24 }\n${facts}\n`;
}
