import { type Block, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Cluster, Inventory } from "../inventory.ts";

interface NamedRange {
  readonly cidr: string;
  /** What is there, to be read after the word is. */
  readonly what: string;
}

/** A range that no tenant may name as a way out. */
export interface ClosedRange extends NamedRange {
  readonly block: Block;
}

/**
 * Addresses that mean something else on each machine: its own, those of its neighbours on the wire, among them the
 * metadata of the node and the agent that hands out credentials, and those of groups.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6890
 */
const SPECIAL: readonly NamedRange[] = [
  { cidr: "0.0.0.0/8", what: "this machine itself" },
  { cidr: "127.0.0.0/8", what: "this machine itself" },
  { cidr: "169.254.0.0/16", what: "link-local, with the metadata of the node" },
  { cidr: "224.0.0.0/3", what: "for groups of machines, or of no use yet" },
];

/** Private networks, which a range of the internet around them does not mean. @see https://www.rfc-editor.org/rfc/rfc1918 @see https://www.rfc-editor.org/rfc/rfc6598 */
const PRIVATE: readonly string[] = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** Ranges of the fleet's own networks, and of those who deploy it; what it reserved for others is none of them. */
export function closedRanges({
  settings,
  clusters,
}: Pick<Inventory, "settings" | "clusters">): readonly ClosedRange[] {
  const { addresses, runners } = settings;
  const ranges = [
    ...SPECIAL,
    ...addresses.supernets.map((cidr) => ({ cidr, what: "a supernet of the fleet" })),
    { cidr: addresses.podSupernet, what: "of the fleet's pods" },
    { cidr: addresses.serviceCidr, what: "of Kubernetes Services" },
    ...(runners?.cidrs ?? []).map((cidr) => ({ cidr, what: "of those who deploy" })),
    ...[...clusters.values()].flatMap(ownRanges),
  ];
  return ranges.map((one) => ({ ...one, block: parseCidr(one.cidr) }));
}

function ownRanges({ id, network, serviceCidr }: Cluster): readonly NamedRange[] {
  const what = `of cluster ${id}`;
  const services = serviceCidr === undefined ? [] : [serviceCidr];
  switch (network.mode) {
    case "create":
      return services.map((cidr) => ({ cidr, what }));
    case "existing":
      return [...services, network.cidr, network.podRange ?? network.cidr].map((cidr) => ({ cidr, what }));
    case "external":
      return [...services, network.cidr, network.podRange, ...network.apiServerCidrs].map((cidr) => ({
        cidr,
        what,
      }));
  }
}

/**
 * The closed range that a way out lies in or is equal to. One that is wider and holds closed ranges is no fault: they are
 * cut out of it. What is reserved for others may be named although a supernet is around it.
 */
export function closedAround(
  { settings }: Pick<Inventory, "settings">,
  closed: readonly ClosedRange[],
  cidr: string,
): ClosedRange | undefined {
  const block = parseCidr(cidr);
  const isReserved = settings.addresses.reserved.some((one) => contains(parseCidr(one.cidr), block));
  const supernets = new Set(settings.addresses.supernets);
  return closed.find((one) => contains(one.block, block) && !(isReserved && supernets.has(one.cidr)));
}

/** What is cut out of a way out that is wider: all that is closed or private and lies inside it, outermost ranges alone. */
export function cutOut(cidr: string, closed: readonly string[]): readonly string[] {
  const block = parseCidr(cidr);
  const inside = [...new Set([...closed, ...PRIVATE])]
    .map((text) => ({ text, one: parseCidr(text) }))
    .filter(({ one }) => contains(block, one) && one.netmaskLength > block.netmaskLength)
    .sort((a, b) => a.one.base - b.one.base || a.one.netmaskLength - b.one.netmaskLength);
  const kept: typeof inside = [];
  for (const next of inside) {
    const last = kept.at(-1);
    if (last === undefined || !overlaps(last.one, next.one)) kept.push(next);
  }
  return kept.map(({ text }) => text);
}
