import { createHash } from "node:crypto";
import type { FleetDiff, StackDiff } from "../fleet-diff.ts";
import { deviationTexts } from "./deviation.ts";
import { type Entry, entriesOf, type Piece, piecesOf } from "./pieces.ts";

/** Stacks, or environments of tenants, in which the same changes, but for what is their own. */
export interface DiffGroup {
  /** The changes of the first member, which stand for all; its `stack` is the group's label: `prod (+295)`. */
  readonly shown: StackDiff;
  /** All members, in alphabetical order: `prod`, or `acme--production in prod`. */
  readonly members: readonly string[];
  /** Names of the stacks that the members are, or lie in. */
  readonly stacks: readonly string[];
  /** Whether these are environments of tenants. */
  readonly isOfTenants: boolean;
  /** By what it differs from a larger group that it resembles; empty when there is none. */
  readonly deviation: readonly string[];
}

/** A group before it is told. */
interface Found {
  readonly pieces: readonly Piece[];
  readonly entries: readonly Entry[];
}

/**
 * What changes, told once where it is the same in many stacks. The largest group comes first; a stack that differs in
 * anything, be it one value, is in no group with the others.
 */
export function diffGroups(diff: FleetDiff): readonly DiffGroup[] {
  const found = foundGroups(diff.changed);
  return found.map(({ pieces, entries }, index) => {
    const [first] = pieces as readonly [Piece, ...Piece[]];
    const members = pieces.map(({ name }) => name);
    const like = found.slice(0, index).find((other) => resembles({ pieces, entries }, other));
    const [model] = like?.pieces ?? [];
    const label = labelOf(members);
    return {
      shown: { ...first.diff, stack: label },
      members,
      stacks: [...new Set(pieces.map((piece) => piece.diff.stack))],
      isOfTenants: first.slice !== undefined,
      deviation:
        like === undefined || model === undefined
          ? []
          : deviationTexts(
              { label: labelOf(like.pieces.map(({ name }) => name)), entries: like.entries },
              { entries, wording: first.wording },
            ),
    };
  });
}

function foundGroups(changed: readonly StackDiff[]): readonly Found[] {
  const groups = new Map<string, Piece[]>();
  for (const piece of changed.flatMap(piecesOf)) {
    const key = keyOf(piece);
    const pieces = groups.get(key);
    if (pieces === undefined) groups.set(key, [piece]);
    else pieces.push(piece);
  }
  const found = [...groups.values()].map((pieces) => ({
    pieces: pieces.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }));
  return found
    .toSorted(
      (a, b) => b.pieces.length - a.pieces.length || rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : 1),
    )
    .map(({ pieces }) => ({ pieces, entries: pieces.slice(0, 1).flatMap(entriesOf) }));
}

/** Stacks stand before environments of tenants of the same number. */
const rank = ({ pieces: [first] }: { readonly pieces: readonly Piece[] }): number =>
  first?.slice === undefined ? 0 : 1;

const nameOf = ({ pieces: [first] }: { readonly pieces: readonly Piece[] }): string => first?.name ?? "";

/** A text that is the same for pieces in which the same changes. */
function keyOf(piece: Piece): string {
  const hash = createHash("sha256").update(`${piece.diff.fate} ${String(piece.slice !== undefined)}`);
  for (const { what, key, content } of entriesOf(piece)) hash.update(JSON.stringify([what, key, content]));
  return hash.digest("hex");
}

/** Whether a reader would look for what two groups have in common: they share a resource, and one of them is many. */
function resembles(one: Found, other: Found): boolean {
  if (other.pieces.length < 2 || other.pieces.length === one.pieces.length) return false;
  const [[mine], [model]] = [one.pieces, other.pieces];
  if (mine?.diff.fate !== model?.diff.fate || (mine?.slice === undefined) !== (model?.slice === undefined))
    return false;
  const keys = new Set(other.entries.map(({ key }) => key));
  return one.entries.some(({ key }) => keys.has(key));
}

/** `prod (+295)`: the one that is shown, and how many more there are. */
function labelOf(members: readonly string[]): string {
  const [first = ""] = members;
  return members.length === 1 ? first : `${first} (+${members.length - 1})`;
}
