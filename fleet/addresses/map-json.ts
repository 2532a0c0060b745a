import { blockSize, formatBlock } from "./cidr.ts";
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
  readonly children: readonly MapEntry[];
}

export function mapEntry(node: MapNode): MapEntry {
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
    children: node.children.map(mapEntry),
  };
}
