import { contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Link } from "../inventory.ts";
import { type ForeignSide, foreignSide } from "../links/link-sides.ts";
import { type ForeignNetwork, isAccountNumber } from "../schema/link.ts";
import { foreignRemedy, type LockReader } from "./foreign-remedy.ts";
import { privateFindings } from "./ranges.ts";

/** Networks that the fleet does not run, as the far sides of links. */
export function foreignFindings(inventory: Inventory, readLock: LockReader): readonly Finding[] {
  const links = [...inventory.links.values()];
  return [
    ...links.flatMap((link) => {
      const { network } = link.to;
      const side = foreignSide(link);
      return [
        ...(network === undefined ? [] : ownerFindings(inventory, link, network)),
        ...(side === undefined ? [] : cidrFindings(inventory, link, { side, readLock })),
      ];
    }),
    ...rivalFindings(links),
  ];
}

const at = (...path: readonly (string | number)[]) => ["to", "network", ...path];

/** Where one range of a side stands. */
export const rangeAt = ({ key }: ForeignSide, index: number) => ["to", key, "cidrs", index];

/** Somebody else's account: atoll can ask there, and change nothing. */
function ownerFindings(
  { settings }: Inventory,
  { id, dnsResolution }: Link,
  { account, routeTableIds }: ForeignNetwork,
): readonly Finding[] {
  if (!isAccountNumber(account)) return [];
  const file = `links/${id}.yaml`;
  const named = Object.entries(settings.accounts).find(([, one]) => one.id === account);
  if (named !== undefined) {
    const expected = "the name of an account that fleet.yaml has";
    return [{ file, at: at("account"), expected, hint: `write ${named[0]}` }];
  }
  const foreign = `with the account of somebody else (${account})`;
  return [
    ...(routeTableIds.length === 0
      ? []
      : [
          {
            file,
            at: at("routeTableIds"),
            expected: `no route tables ${foreign}: its owner adds the routes`,
          },
        ]),
    ...(dnsResolution === true
      ? [
          {
            file,
            at: ["dnsResolution"],
            expected: `false ${foreign}: it needs a connection that is accepted`,
          },
        ]
      : []),
  ];
}

/** Ranges that no cluster has, nor ever gets: outside the fleet's space, or reserved, or of a VPC that was there before. */
function cidrFindings(
  inventory: Inventory,
  { id, from }: Link,
  { side, readLock }: { readonly side: ForeignSide; readonly readLock: LockReader },
): readonly Finding[] {
  const { supernets, reserved } = inventory.settings.addresses;
  const existing = [...inventory.clusters.values()].flatMap(({ network }) =>
    network.mode === "existing" ? [network.cidr] : [],
  );
  const spared = [...reserved.map(({ cidr }) => cidr), ...existing].map(parseCidr);
  return side.cidrs.flatMap((cidr, index): readonly Finding[] => {
    const where = { file: `links/${id}.yaml`, at: rangeAt(side, index) };
    const wrong = privateFindings(cidr, where);
    if (wrong.length > 0) return wrong;
    const block = parseCidr(cidr);
    const owned = supernets.find((one) => overlaps(parseCidr(one), block));
    if (owned === undefined || spared.some((one) => contains(one, block))) return [];
    const expected = `a range that no cluster can get, but ${owned} is a supernet`;
    const instead = (cluster: string): string =>
      `name another range${cluster === from ? "" : `, or link with to: { cluster: ${cluster} }`}`;
    return [{ ...where, expected, hint: foreignRemedy(block, readLock, instead) }];
  });
}

/** One cluster cannot have two ways to one range. */
function rivalFindings(links: readonly Link[]): readonly Finding[] {
  const held: { readonly link: string; readonly from: string; readonly cidr: string }[] = [];
  return links.flatMap((link) => {
    const { id, from } = link;
    const side = foreignSide(link);
    if (side === undefined) return [];
    return side.cidrs.flatMap((cidr, index): readonly Finding[] => {
      const rival = held.find((one) => one.from === from && overlaps(parseCidr(one.cidr), parseCidr(cidr)));
      held.push({ link: id, from, cidr });
      if (rival === undefined) return [];
      const whose = rival.link === id ? "another of this link" : `that of the link ${rival.link}`;
      const expected = `a range to which ${from} has no other way: ${rival.cidr} is ${whose}`;
      return [{ file: `links/${id}.yaml`, at: rangeAt(side, index), expected }];
    });
  });
}
