import { isDeepStrictEqual } from "node:util";
import type { StateResource } from "../recover/state.ts";

/** What a backend has of the stack; undefined where there is no backend, or no such stack in it. */
export type Held = readonly StateResource[] | undefined;

/** Where the stack's state is. */
export interface Seen {
  /** On this machine's disk. */
  readonly local: Held;
  /** In the bucket. */
  readonly bucket: Held;
}

/**
 * - `make`: bring the stack up with its state on this machine.
 * - `move`: take the state into the bucket.
 * - `clean`: prove that the bucket has the same state, then remove the local one.
 * - `update`: the bucket's state is all there is; bring the stack up from there.
 * - `differ`: both places have a state, and they are not the same: people must look.
 */
export type Step = "make" | "move" | "clean" | "update" | "differ";

/**
 * What comes next, from nothing but what is there: whoever was killed goes on where he was. Nothing local is removed
 * before the bucket has it, and a bucket that has a state is never written over.
 *
 * @param made whether the local state is known to be complete
 */
export function nextStep({ local = [], bucket = [] }: Seen, made: boolean): Step {
  if (bucket.length > 0) {
    if (local.length === 0) return "update";
    return isDeepStrictEqual(facts(local), facts(bucket)) ? "clean" : "differ";
  }
  return made && local.length > 0 ? "move" : "make";
}

/** What two backends must agree on: everything that is known of each resource. */
function facts(resources: readonly StateResource[]): unknown {
  return JSON.parse(JSON.stringify(resources)) as unknown;
}
