import ipaddr from "ipaddr.js";

/** Shorter netmasks hold so much of the internet that a few of them hold all of it. */
const SHORTEST = { ipv4: 8, ipv6: 16 } as const;

/** Ranges of IPv6 that nobody routes on the internet, by the length of the block they are. Those of IPv4 are long enough. */
const PRIVATE: Readonly<Record<string, number>> = { uniqueLocal: 7, linkLocal: 10 };

/** The same few ranges stand in thousands of rules. */
const known = new Map<string, boolean>();

/** Whether a range leaves most of the internet out; what is no range does not. */
export function isNarrow(range: unknown): boolean {
  if (typeof range !== "string") return false;
  const narrow = known.get(range) ?? leavesMostOut(range);
  known.set(range, narrow);
  return narrow;
}

function leavesMostOut(range: string): boolean {
  if (!ipaddr.isValidCIDR(range)) return false;
  const [address, length] = ipaddr.parseCIDR(range);
  return length >= Math.min(PRIVATE[address.range()] ?? 128, SHORTEST[address.kind()]);
}
