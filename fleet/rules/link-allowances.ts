import type { Finding } from "../check.ts";
import type { Inventory, Link } from "../inventory.ts";
import { linkedClusters } from "../links/link-sides.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import type { LinkAllowance } from "../schema/link.ts";

/** What a link lets in: into one of its sides, whose nodes atoll knows, each thing once. */
export function allowanceFindings(inventory: Inventory, link: Link): readonly Finding[] {
  const seen = new Set<string>();
  return link.allow.flatMap((one, index) => {
    const where = { file: `links/${link.id}.yaml`, at: ["allow", index] };
    const key = [one.into, one.protocol, one.port].join(" ");
    const again = seen.has(key);
    seen.add(key);
    return [
      ...(again ? [{ ...where, expected: "each allowance once; remove one of them", got: key.trim() }] : []),
      ...targetFindings(inventory, link, one, where),
      ...portFindings(one, where),
      ...aclFindings(inventory, one, where),
    ];
  });
}

interface Where {
  readonly file: string;
  readonly at: readonly (string | number)[];
}

function targetFindings(
  inventory: Inventory,
  link: Link,
  { into }: LinkAllowance,
  { file, at }: Where,
): readonly Finding[] {
  const sides = linkedClusters(link);
  const where = { file, at: [...at, "into"] };
  if (!sides.includes(into)) return [{ ...where, expected: `a cluster of this link (${sides.join(", ")})` }];
  const cluster = inventory.clusters.get(into);
  if (cluster === undefined || launchesNodes(cluster)) return [];
  const expected = "a cluster of kind eks, or k3s in AWS, whose nodes atoll knows";
  return [{ ...where, expected, got: `${into}, of kind ${cluster.kind}` }];
}

/** First of the ports to which network ACLs let answers in, and so whatever else comes. */
const FIRST_OPEN_PORT = 1024;

/** Network ACLs belong to the cluster's stack, and a link changes nothing there. */
function aclFindings(
  { clusters }: Inventory,
  { into, port }: LinkAllowance,
  { file, at }: Where,
): readonly Finding[] {
  const network = clusters.get(into)?.network;
  if (network?.mode !== "create" || !network.networkAcls) return [];
  if (port !== undefined && port >= FIRST_OPEN_PORT) return [];
  const expected = `tcp or udp with a port from ${FIRST_OPEN_PORT} on: the network ACLs of ${into} let in nothing else`;
  return [{ file, at: [...at, "into"], expected }];
}

function portFindings({ protocol, port }: LinkAllowance, { file, at }: Where): readonly Finding[] {
  const where = { file, at: [...at, "port"] };
  if (protocol === "icmp")
    return port === undefined ? [] : [{ ...where, expected: "no port with protocol: icmp, which has none" }];
  return port === undefined ? [{ ...where, expected: `a port for ${protocol}`, got: "nothing" }] : [];
}
