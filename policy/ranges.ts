import ipaddr from "ipaddr.js";

type Bounds = readonly [first: number, last: number];

/** A fleet has few ranges, and rules hold each against all others of its network. */
const known = new Map<string, Bounds | undefined>();

/** A range of IPv4 as its first and last address; undefined for what is none. */
function bounds(range: string): Bounds | undefined {
  if (!known.has(range)) known.set(range, parsed(range));
  return known.get(range);
}

function parsed(range: string): Bounds | undefined {
  if (!ipaddr.IPv4.isValidCIDR(range)) return undefined;
  const [address, length] = ipaddr.IPv4.parseCIDR(range);
  const first = ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${length}`)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0);
  return [first, first + 2 ** (32 - length) - 1];
}

/** Whether two ranges of IPv4 share an address; what is no range shares none. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [bounds(one), bounds(other)];
  return a !== undefined && b !== undefined && a[0] <= b[1] && b[0] <= a[1];
}

/** Whether a range of IPv4 lies whole in another. */
export function contains(outer: string, inner: string): boolean {
  const [a, b] = [bounds(outer), bounds(inner)];
  return a !== undefined && b !== undefined && a[0] <= b[0] && b[1] <= a[1];
}
