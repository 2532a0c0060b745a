import { blockSize, formatBlock } from "./cidr.ts";
import type { LinkKind } from "../schema/link.ts";
import type { MapLink } from "./map-links.ts";
import { freeAddresses, largestFree, type MapKind, type MapNode } from "./map.ts";

/** One range of the map for other programs to read. */
export interface MapEntry {
  readonly kind: MapKind;
  readonly label: string;
  readonly cidr: string;
  readonly addresses: number;
  /** Addresses that nothing inside holds. */
  readonly free: number;
  /** Netmask length of the largest free block; absent when nothing is free. */
  readonly largestFree?: number;
  readonly note?: string;
  /** Links of a cluster, by name; absent without one. */
  readonly links?: readonly LinkEntry[];
  readonly children: readonly MapEntry[];
}

export interface LinkEntry {
  readonly id: string;
  readonly kind: LinkKind;
  /** The other side: a cluster, a VPC, an attachment or an address. */
  readonly with: string;
  /** Ranges of the other side. */
  readonly ranges: readonly string[];
}

export function mapEntry(node: MapNode, links: readonly MapLink[] = []): MapEntry {
  const { kind, label, block, note } = node;
  const largest = largestFree(node);
  return {
    kind,
    label,
    cidr: formatBlock(block),
    addresses: blockSize(block),
    free: freeAddresses(node),
    ...(largest === undefined ? {} : { largestFree: largest }),
    ...(note === undefined ? {} : { note }),
    ...linksOf(node, links),
    children: node.children.map((child) => mapEntry(child, links)),
  };
}

function linksOf({ kind, label }: MapNode, links: readonly MapLink[]): Pick<MapEntry, "links"> {
  if (kind !== "cluster") return {};
  const entries = links.flatMap(({ id, kind: how, sides: [near, far] }): readonly LinkEntry[] => {
    const other = near.name === label ? far : far.name === label ? near : undefined;
    return other === undefined ? [] : [{ id, kind: how, with: other.name, ranges: other.ranges }];
  });
  return entries.length === 0 ? {} : { links: entries };
}
