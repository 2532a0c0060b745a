import { parseCidr } from "./cidr.ts";

/** Netmask length of the part of an overlay that each node gets. @see https://docs.k3s.io/cli/server#networking */
const NODE_NETMASK_LENGTH = 24;

/** Nodes that an overlay has parts for. */
export function overlayRoom(range: string): number {
  return 2 ** Math.max(0, NODE_NETMASK_LENGTH - parseCidr(range).netmaskLength);
}
