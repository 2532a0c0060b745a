import ipaddr from "ipaddr.js";

/** Shorter netmasks of public ranges hold so much of the internet that a few of them hold all of it. */
const SHORTEST = { ipv4: 8, ipv6: 16 } as const;

/** Ranges that nobody routes on the internet, whatever their size. */
const PRIVATE: ReadonlySet<string> = new Set(["uniqueLocal", "private", "linkLocal", "loopback"]);

/** Whether a range leaves most of the internet out; what is no range does not. */
export function isNarrow(range: unknown): boolean {
  if (typeof range !== "string" || !ipaddr.isValidCIDR(range)) return false;
  const [address, length] = ipaddr.parseCIDR(range);
  return PRIVATE.has(address.range()) || length >= SHORTEST[address.kind()];
}
