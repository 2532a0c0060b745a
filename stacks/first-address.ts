import ipaddr from "ipaddr.js";

/** The Service of the API server always has the first address of the cluster's range, of either family. */
export function firstAddress(range: string): string {
  const [network] = ipaddr.parseCIDR(range);
  const bytes = network.toByteArray();
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) + 1;
  return `${ipaddr.fromByteArray(bytes).toString()}/${bytes.length * 8}`;
}
