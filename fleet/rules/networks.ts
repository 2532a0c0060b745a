import { type Block, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import { PRIVATE_ONLY_ENDPOINTS } from "../catalog.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { SUBNET_CLASSES } from "../schema/cluster.ts";

type At = readonly (string | number)[];

/** Ranges for private networks. @see https://www.rfc-editor.org/rfc/rfc1918 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(parseCidr);

/** Ranges that hosts treat specially, and the bridge that Docker puts on every host. */
const SPECIAL = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.17.0.0/16", "224.0.0.0/3"].map(parseCidr);

/** Shared address space, used for pods that are never routed. @see https://www.rfc-editor.org/rfc/rfc6598 */
const SHARED = parseCidr("100.64.0.0/10");

/** Ranges whose form is right and whose place or size is wrong. */
export function networkFindings(inventory: Inventory): readonly Finding[] {
  const { addresses } = inventory.settings;
  const at = (...path: At): { readonly file: string; readonly at: At } => ({
    file: "fleet.yaml",
    at: ["addresses", ...path],
  });
  return [
    ...addresses.supernets.flatMap((cidr, index) => privateFindings(parseCidr(cidr), at("supernets", index))),
    ...addresses.supernets.flatMap((cidr, index) => {
      const earlier = addresses.supernets
        .slice(0, index)
        .find((other) => overlaps(parseCidr(other), parseCidr(cidr)));
      const expected = `a range that does not overlap ${earlier ?? ""}`;
      return earlier === undefined ? [] : [{ ...at("supernets", index), expected }];
    }),
    ...podSupernetFindings(parseCidr(addresses.podSupernet), at("podSupernet")),
    ...serviceFindings(addresses.serviceCidr, at("serviceCidr")),
    ...[...inventory.clusters.values()].flatMap((cluster) => clusterFindings(cluster)),
  ];
}

function privateFindings(block: Block, where: Pick<Finding, "file" | "at">): readonly Finding[] {
  const special = SPECIAL.some((one) => overlaps(one, block) && !contains(block, one));
  if (special) return [{ ...where, expected: "a range that hosts do not treat specially" }];
  if (PRIVATE.some((one) => contains(one, block))) return [];
  return [{ ...where, expected: "a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16" }];
}

function podSupernetFindings(block: Block, where: Pick<Finding, "file" | "at">): readonly Finding[] {
  if (contains(SHARED, block) && block.netmaskLength <= 16) return [];
  return [{ ...where, expected: "a range of /10../16 inside 100.64.0.0/10" }];
}

/** Sizes that EKS and K3s accept. */
function serviceFindings(cidr: string | undefined, where: Pick<Finding, "file" | "at">): readonly Finding[] {
  if (cidr === undefined) return [];
  const block = parseCidr(cidr);
  if (block.netmaskLength < 12 || block.netmaskLength > 24)
    return [{ ...where, expected: "a service range of /12../24" }];
  return privateFindings(block, where);
}

function clusterFindings(cluster: Cluster): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const services = serviceFindings(cluster.serviceCidr, { file, at: ["serviceCidr"] });
  const { network } = cluster;
  if (network.mode === "create") return [...services, ...wayOutFindings(file, network)];
  const block = parseCidr(network.cidr);
  const at = ["network", "cidr"];
  const size = block.netmaskLength < 16 || block.netmaskLength > 28;
  return [
    ...services,
    ...(size ? [{ file, at, expected: "the range of a VPC, /16../28" }] : []),
    ...(network.legacy ? [] : privateFindings(block, { file, at })),
    ...Object.entries(network.subnets).flatMap(([key, subnet]) =>
      existingSubnetFindings(file, key, subnet.cidr, block),
    ),
    ...duplicateIdFindings(file, network.subnets),
  ];
}

function wayOutFindings(
  file: string,
  network: {
    readonly egress: string;
    readonly natGateways?: unknown;
    readonly interfaceEndpoints: readonly string[];
  },
): readonly Finding[] {
  if (network.egress !== "private-only") return [];
  const findings: Finding[] = [];
  if (network.natGateways !== undefined) {
    findings.push({
      file,
      at: ["network", "natGateways"],
      expected: "no NAT gateways with egress: private-only",
    });
  }
  const missing = PRIVATE_ONLY_ENDPOINTS.filter((name) => !network.interfaceEndpoints.includes(name));
  if (missing.length === 0) return findings;
  const expected = `interfaceEndpoints with ${PRIVATE_ONLY_ENDPOINTS.join(", ")}, for egress is private-only`;
  return [
    ...findings,
    { file, at: ["network", "interfaceEndpoints"], expected, hint: `add ${missing.join(", ")}` },
  ];
}

function existingSubnetFindings(file: string, key: string, cidr: string, vpc: Block): readonly Finding[] {
  const at = ["network", "subnets", key];
  const dash = key.lastIndexOf("-");
  const classes: readonly string[] = SUBNET_CLASSES;
  if (!classes.includes(key.slice(0, dash)) || !/^[a-z]$/.test(key.slice(dash + 1))) {
    const expected = `a key <class>-<zone letter>, the class one of ${classes.join(", ")}`;
    return [{ file, at, expected, got: JSON.stringify(key) }];
  }
  if (contains(vpc, parseCidr(cidr))) return [];
  return [{ file, at: [...at, "cidr"], expected: "a range inside network.cidr" }];
}

function duplicateIdFindings(
  file: string,
  subnets: Readonly<Record<string, { readonly id: string }>>,
): readonly Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(subnets).flatMap(([key, { id }]) => {
    const owner = owners.get(id);
    owners.set(id, owner ?? key);
    if (owner === undefined) return [];
    return [
      { file, at: ["network", "subnets", key, "id"], expected: `a subnet other than that of ${owner}` },
    ];
  });
}
