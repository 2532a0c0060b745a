import { parseCidr } from "../addresses/cidr.ts";
import type { IpFamily } from "../networks/ip-family.ts";
import { NAT64_CIDR } from "../vocabulary.ts";

const [NAT64_PREFIX = "", NAT64_NETMASK = "96"] = NAT64_CIDR.split("/");

/**
 * An IPv4 range as pods of a cluster meet it: those with IPv6 reach it through the range that NAT gateways translate.
 *
 * @example asPodsMeetIt("203.0.113.0/24", "ipv6") // => "64:ff9b::cb00:7100/120"
 */
export function asPodsMeetIt(cidr: string, family: IpFamily): string {
  if (family === "ipv4") return cidr;
  const { base, netmaskLength } = parseCidr(cidr);
  const halves = [Math.floor(base / 2 ** 16), base % 2 ** 16];
  const address = base === 0 ? "" : halves.map((half) => half.toString(16)).join(":");
  return `${NAT64_PREFIX}${address}/${Number(NAT64_NETMASK) + netmaskLength}`;
}
