import type { Inventory } from "../inventory.ts";
import type { LinkKind } from "../schema/link.ts";
import type { Lock } from "../schema/lock.ts";
import { type LinkSide, linkSides } from "./linked-ranges.ts";

/** A link beside the map: which ranges it lets meet. */
export interface MapLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly sides: readonly [LinkSide, LinkSide];
}

/** Links of a fleet by name, with the ranges of their sides in the lock. */
export function mapLinks({ links }: Pick<Inventory, "links">, lock: Lock): readonly MapLink[] {
  return [...links.values()]
    .map((link) => ({ id: link.id, kind: link.kind, sides: linkSides(lock, link) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `prod-eu 10.160.0.0/16 with prod-us 10.225.0.0/16`. */
export function sidesText({ sides }: MapLink): string {
  return sides.map(({ name, ranges }) => [name, ...ranges].join(" ")).join(" with ");
}

/** One line for each link, below the tree; nothing at all without a link. */
export function linkLines(links: readonly MapLink[]): readonly string[] {
  const width = Math.max(0, ...links.map(({ id }) => id.length));
  return links.map((link) => `link ${link.id.padEnd(width)}  ${link.kind.padEnd(15)}  ${sidesText(link)}`);
}
