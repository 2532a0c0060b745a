import { type Fault, InputError } from "./check.ts";
import type { Cluster, Inventory } from "./inventory.ts";
import { cellStack } from "./names.ts";
import { didYouMean } from "./read/issues.ts";

/** Names of all stacks of an inventory, sorted: one for each region, each cluster, each of its cells, and each link. */
export function stackEntries({
  regions,
  clusters,
  links,
}: Pick<Inventory, "regions" | "clusters" | "links">): readonly string[] {
  const cells = [...clusters.values()].flatMap(cellStacks);
  return [...regions.keys(), ...clusters.keys(), ...cells, ...links.keys()].sort();
}

/** Stacks of a cluster's cells. */
export function cellStacks({ id, cells = 0 }: Pick<Cluster, "id" | "cells">): readonly string[] {
  return Array.from({ length: cells }, (_, index) => cellStack(id, index + 1));
}

/** The cell that a stack is of; undefined where its cluster has none of that name. */
export function cellOf(
  { clusters }: Pick<Inventory, "clusters">,
  stack: string,
): { readonly cluster: Cluster; readonly cell: number } | undefined {
  const cluster = clusters.get(stack.slice(0, stack.lastIndexOf(".")));
  const index = cluster === undefined ? -1 : cellStacks(cluster).indexOf(stack);
  return cluster === undefined || index < 0 ? undefined : { cluster, cell: index + 1 };
}

/** What is wrong with the name of a stack, or of a cluster alone, that has no entry. */
export function unknownStack(
  name: string,
  entries: readonly string[],
  what: "stack" | "cluster" = "stack",
): Fault {
  const known = [...entries].sort();
  const hint = didYouMean(name, known);
  const expected =
    known.length === 0 ? `a ${what}; the inventory has no entries` : `one of ${known.join(", ")}`;
  const fault = { file: `${what} ${JSON.stringify(name)}`, path: "", expected };
  return hint === undefined ? fault : { ...fault, hint };
}

/**
 * The stacks that are meant, each once and in alphabetical order: those named, or all entries when none is.
 *
 * @throws InputError with every name that is no entry.
 */
export function chosenStacks(
  names: readonly string[],
  entries: readonly string[],
  what: "stack" | "cluster" = "stack",
): readonly string[] {
  const unknown = [...new Set(names)].filter((name) => !entries.includes(name));
  if (unknown.length > 0) throw new InputError(unknown.map((name) => unknownStack(name, entries, what)));
  return [...new Set(names.length > 0 ? names : entries)].sort();
}

/** Stacks in the order in which they can go: links and cells first, then clusters, and what clusters share last. */
export function teardownOrder(
  stacks: readonly string[],
  { links, regions }: Readonly<Record<"links" | "regions", { has(id: string): boolean }>>,
): readonly string[] {
  const rank = (stack: string): number =>
    links.has(stack) || stack.includes(".") ? 0 : regions.has(stack) ? 2 : 1;
  return [...stacks].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
