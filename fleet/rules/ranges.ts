import { type Block, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { FleetSettings } from "../schema/fleet.ts";

type Where = Pick<Finding, "file" | "at">;

/** Ranges for private networks. @see https://www.rfc-editor.org/rfc/rfc1918 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(parseCidr);

/** Ranges that hosts treat specially. @see https://www.rfc-editor.org/rfc/rfc6890 */
const SPECIAL = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"].map(parseCidr);

/** The bridge that Docker puts on hosts; what lies behind it cannot be reached from them. */
const DOCKER_BRIDGE = "172.17.0.0/16";

/** Shared address space, used for pods that are never routed. @see https://www.rfc-editor.org/rfc/rfc6598 */
const SHARED = parseCidr("100.64.0.0/10");

/** Ranges of fleet.yaml whose form is right and whose place or size is wrong. */
export function rangeFindings({ addresses }: FleetSettings): readonly Finding[] {
  const at = (...path: readonly (string | number)[]): Where => ({
    file: "fleet.yaml",
    at: ["addresses", ...path],
  });
  const { supernets, podSupernet } = addresses;
  const pods = parseCidr(podSupernet);
  const inside = contains(SHARED, pods) && pods.netmaskLength <= 16;
  return [
    ...supernets.flatMap((cidr, index) => privateFindings(cidr, at("supernets", index))),
    ...supernets.flatMap((cidr, index) => {
      const earlier = supernets.slice(0, index).find((other) => overlaps(parseCidr(other), parseCidr(cidr)));
      if (earlier === undefined) return [];
      return [{ ...at("supernets", index), expected: `a range that does not overlap ${earlier}` }];
    }),
    ...(inside ? [] : [{ ...at("podSupernet"), expected: "a range of /10../16 inside 100.64.0.0/10" }]),
    ...serviceFindings(addresses.serviceCidr, at("serviceCidr"), addresses),
  ];
}

/** A range that a VPC may have: private, and not one that hosts keep for themselves. */
export function privateFindings(cidr: string, where: Where): readonly Finding[] {
  const block = parseCidr(cidr);
  if (SPECIAL.some((one) => overlaps(one, block))) {
    return [{ ...where, expected: "a range that hosts do not treat specially" }];
  }
  if (!PRIVATE.some((one) => contains(one, block))) {
    return [{ ...where, expected: "a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16" }];
  }
  if (!overlaps(parseCidr(DOCKER_BRIDGE), block)) return [];
  return [{ ...where, expected: `a range without ${DOCKER_BRIDGE}, the bridge of Docker hosts` }];
}

/**
 * A range for Kubernetes Services: of a size that EKS accepts, and nobody's network, for each cluster would take those
 * addresses for its own Services.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export function serviceFindings(
  cidr: string,
  where: Where,
  addresses: FleetSettings["addresses"],
  ownRange?: string,
): readonly Finding[] {
  const block = parseCidr(cidr);
  if (block.netmaskLength < 12 || block.netmaskLength > 24) {
    return [{ ...where, expected: "a service range of /12../24" }];
  }
  const wrong = privateFindings(cidr, where);
  if (wrong.length > 0) return wrong;
  const met = neighbours(addresses, ownRange).find(({ range }) => overlaps(range, block));
  return met === undefined ? [] : [{ ...where, expected: `a range that does not overlap ${met.name}` }];
}

function neighbours(
  { supernets, podSupernet, reserved }: FleetSettings["addresses"],
  ownRange: string | undefined,
): readonly { readonly range: Block; readonly name: string }[] {
  const own = ownRange === undefined ? [] : [[ownRange, "the range of its own network"] as const];
  const named = [
    ...own,
    ...supernets.map((cidr) => [cidr, "a supernet"] as const),
    [podSupernet, "the pod supernet"] as const,
    ...reserved.map(({ cidr, why }) => [cidr, `a reserved range (${why})`] as const),
  ];
  return named.map(([cidr, what]) => ({ range: parseCidr(cidr), name: `${cidr}, ${what}` }));
}
