import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clashes, linkSides } from "../../../fleet/addresses/linked-ranges.ts";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import type { Link } from "../../../fleet/inventory.ts";
import { loadFleet, loadInventory, parseLock } from "../../../fleet/load.ts";
import { linkSchema } from "../../../fleet/schema/link.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { change, inventoryOf, START, stepped } from "../addresses/worlds.ts";
import { SOUND_NETWORK, SOUND_PEERS } from "../bad-inputs/links.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const prod = (SOUND["clusters/dev.yaml"] ?? "").replace("development", "production");
const CLUSTERS: Files = {
  "clusters/prod.yaml": prod,
  "clusters/lab.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("eks", "k3s"),
};
const LINKED: Files = { ...CLUSTERS, "links/one.yaml": SOUND_PEERS };
const LEAVING = `${SOUND_PEERS}lifecycle: retiring\nretireAfter: 2026-12-24\n`;
const NETWORK: Files = { ...CLUSTERS, "links/one.yaml": SOUND_NETWORK };

const SOUND_VPN = "kind: vpn\nfrom: dev\nto: { site: { address: 198.51.100.7, cidrs: [192.168.0.0/24] } }\n";

describe("a link that the lock knows", () => {
  test("is agreed with by its inventory", () => {
    expect(faultsAfter(LINKED, LINKED)).toEqual([]);
  });

  test("is missed when the lock has never heard of it", () => {
    expect(faultsAfter(CLUSTERS, LINKED)).toEqual([
      "fleet.lock.yaml:2:1 links: expected an entry for one, got none; run atoll lock",
    ]);
  });

  test("is not lost with its file, nor with its folder", () => {
    expect(faultsAfter(LINKED, CLUSTERS)).toEqual([
      "links/one.yaml: expected the file of a live entry, got none; restore the file; to remove the entry, set lifecycle: retiring with retireAfter and run atoll lock first",
    ]);
  });

  test("stays until its day", () => {
    const before = { ...CLUSTERS, "links/one.yaml": LEAVING };
    expect(faultsAfter(before, CLUSTERS, "2026-12-23")).toEqual([
      "links/one.yaml: expected the file until 2026-12-24, got none; restore the file and wait for that day",
    ]);
    expect(faultsAfter(before, CLUSTERS, "2026-12-24")).toEqual([]);
  });

  test("keeps its two sides", () => {
    const swapped = "kind: peering\nfrom: prod\nto: { cluster: dev }\n";
    expect(faultsAfter(LINKED, { ...CLUSTERS, "links/one.yaml": swapped })).toEqual([
      "links/one.yaml:2:7 from: expected dev, as it was built, got prod; enter another link, and retire this one",
      "links/one.yaml:3:1 to: expected prod, as it was built, got dev; enter another link, and retire this one",
    ]);
  });

  test("keeps its kind, which the lock says of all but peerings", () => {
    const office = { ...CLUSTERS, "links/one.yaml": SOUND_VPN };
    expect(lockOf(office).links).toEqual({
      one: { since: TODAY, kind: "vpn", from: "dev", to: "198.51.100.7" },
    });
    expect(faultsAfter(office, office)).toEqual([]);
    expect(faultsAfter(office, LINKED)).toEqual([
      "links/one.yaml:1:7 kind: expected vpn, as it was built, got peering; enter another link, and retire this one",
      "links/one.yaml:3:1 to: expected 198.51.100.7, as it was built, got prod; enter another link, and retire this one",
    ]);
  });

  test("keeps how a VPN learns routes, for its device has the addresses and keys of this connection", () => {
    const office = { ...CLUSTERS, "links/one.yaml": SOUND_VPN };
    const spoken = SOUND_VPN.replace("address:", "bgpAsn: 65010, address:");
    const speaking = { ...CLUSTERS, "links/one.yaml": spoken };
    expect(lockOf(speaking).links).toEqual({
      one: { since: TODAY, kind: "vpn", from: "dev", to: "198.51.100.7", bgpAsn: 65010 },
    });
    expect(faultsAfter(speaking, speaking)).toEqual([]);
    expect(faultsAfter(office, speaking)).toEqual([
      "links/one.yaml:3:23 to.site.bgpAsn: expected static routes, as it was built, got BGP with 65010; enter another link, and retire this one",
    ]);
    expect(faultsAfter(speaking, office)).toEqual([
      "links/one.yaml:3:7 to.site.bgpAsn: expected BGP with 65010, as it was built, got static routes; enter another link, and retire this one",
    ]);
  });

  test("may change what it lets in", () => {
    const open = SOUND_PEERS.replace("443", "8443");
    expect(faultsAfter(LINKED, { ...CLUSTERS, "links/one.yaml": open })).toEqual([]);
  });

  test("never comes back under the same id", () => {
    const lock = {
      ...lockOf(LINKED),
      links: { one: { since: TODAY, gone: TODAY, from: "dev", to: "prod" } },
    };
    const dir = inventoryFolder({ ...LINKED, "fleet.lock.yaml": lockText(lock) });
    expect(faultsOf(() => loadFleet(dir, TODAY))).toEqual([
      'links/one.yaml: expected an id that was never used: this one belonged to an entry that is gone, got "one", gone since 2026-11-24',
    ]);
  });
});

describe("the lock of a fleet with links", () => {
  test("says of each between whom it is, and stays what it is", () => {
    const lock = lockOf(LINKED);
    expect(lock.links).toEqual({ one: { since: TODAY, from: "dev", to: "prod" } });
    const again = updateLock(loadInventory(inventoryFolder(LINKED)), lock, "2026-12-01");
    expect(again).toEqual({ lock, changes: [] });
    expect(parseLock("lock", Buffer.from(lockText(lock)))).toEqual(lock);
  });

  test("has no section where there never was a link", () => {
    expect(lockText(lockOf(CLUSTERS))).not.toContain("links");
  });

  test("gives no range anew when a link comes or goes", () => {
    const before = lockOf(CLUSTERS);
    const linked = updateLock(loadInventory(inventoryFolder(LINKED)), before, TODAY);
    expect(linked.changes).toEqual([{ action: "add", holder: "link/one", value: "dev with prod" }]);
    expect({ ...linked.lock, links: undefined }).toEqual(before);
    const gone = updateLock(loadInventory(inventoryFolder(CLUSTERS)), linked.lock, "2026-12-24");
    expect(gone.changes).toEqual([{ action: "free", holder: "link/one", value: "dev with prod" }]);
    expect(gone.lock.links).toEqual({ one: { ...linked.lock.links?.["one"], gone: "2026-12-24" } });
  });

  test("keeps the links of both sides when it is rebased", () => {
    const base = lockOf(LINKED);
    const branch = lockOf({ ...CLUSTERS, "links/two.yaml": SOUND_NETWORK });
    expect(rebasedLock(base, branch).links).toEqual({ ...base.links, ...branch.links });
  });
});

describe("the proof of addresses", () => {
  test("refuses a foreign range in which a cluster has its Services", () => {
    const meets = { ...NETWORK, "links/one.yaml": SOUND_NETWORK.replace("192.168.0.0/24", "172.20.8.0/24") };
    expect(faultsAfter(NETWORK, meets)).toEqual([
      "links/one.yaml:3:1 to: expected a network whose ranges this side does not have, got Services 172.20.0.0/16 of dev and 172.20.8.0/24 of vpc-0123456789abcdef0",
    ]);
  });

  test("refuses a foreign range that the cluster has, though it is reserved for others by now", () => {
    const lock = lockOf(NETWORK);
    const [near] = linkSides(lock, { from: "dev", to: {} });
    const far = { name: "vpc-1", ranges: near.ranges, inner: [] };
    expect(clashes(near, far)).toEqual([`${near.ranges.join()} of dev and ${near.ranges.join()} of vpc-1`]);
  });

  test("refuses a range to which the gateway of the cluster's region leads already", () => {
    const gateway = `${SOUND["regions/eu.yaml"] ?? ""}transitGateway:
  mode: own
  asn: 64512
  foreign:
    office: { attachmentId: tgw-attach-0123456789abcdef0, cidrs: [192.168.0.0/24], environments: [development] }
`;
    const attached = `${SOUND["clusters/dev.yaml"] ?? ""}network: { mode: create, transitGateway: true }\n`;
    const both = { ...NETWORK, "regions/eu.yaml": gateway, "clusters/dev.yaml": attached };
    expect(faultsAfter(CLUSTERS, both)).toContain(
      "links/one.yaml:3:1 to: expected ranges to which a transit gateway does not lead, got 192.168.0.0/24 from dev",
    );
  });

  test("lets any two clusters be linked that may be, in any fleet", () => {
    let linked = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20, size: "max" }), (steps) => {
        const { clusters, lock, today } = steps.reduce(stepped, START);
        const inventory = inventoryOf(clusters, lock);
        const able = clusters.filter(({ network }) => network.mode === "create" && network.linkable);
        const links = able.flatMap((one, index) =>
          able.slice(index + 1).map((other): [string, Link] => {
            const id = `${one.id}-${other.id}`;
            return [
              id,
              { ...linkSchema.parse({ kind: "peering", from: one.id, to: { cluster: other.id } }), id },
            ];
          }),
        );
        linked += links.length;
        const after = { ...inventory, links: new Map(links) };
        const { lock: proven } = updateLock(after, lock, today);
        expect(addressFindings(after, proven)).toEqual([]);
        for (const [, link] of links) expect(clashes(...linkSides(proven, link))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(linked).toBeGreaterThan(100);
  });
});
