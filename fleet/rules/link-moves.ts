import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { farSide } from "../links/link-sides.ts";
import type { Lock } from "../schema/lock.ts";

const ANOTHER = "enter another link, and retire this one";

const routing = (bgpAsn: number | undefined): string =>
  bgpAsn === undefined ? "static routes" : `BGP with ${bgpAsn}`;

/**
 * A live link keeps its kind and its two sides: led elsewhere, its stack would look for what it made in another account,
 * and another kind would make its routes before the old ones are gone. A VPN keeps how it learns routes, too: another
 * way is another connection, with other addresses and keys than the device has.
 */
export function linkMoves({ links }: Inventory, lock: Lock): readonly Finding[] {
  return [...links.values()].flatMap((link) => {
    const locked = lock.links?.[link.id];
    if (locked === undefined || locked.gone !== undefined) return [];
    const stays = (at: readonly string[], was: string, is: string): readonly Finding[] => {
      if (was === is) return [];
      const expected = `${was}, as it was built`;
      return [{ file: `links/${link.id}.yaml`, at, expected, got: is, hint: ANOTHER }];
    };
    return [
      ...stays(["kind"], locked.kind ?? "peering", link.kind),
      ...stays(["from"], locked.from, link.from),
      ...stays(["to"], locked.to, farSide(link)),
      ...(link.to.site === undefined
        ? []
        : stays(["to", "site", "bgpAsn"], routing(locked.bgpAsn), routing(link.to.site.bgpAsn))),
    ];
  });
}
