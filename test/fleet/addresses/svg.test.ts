import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Block, contains, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { addressMap } from "../../../fleet/addresses/map.ts";
import { type Box, boxOf } from "../../../fleet/addresses/svg-grid.ts";
import { mapSvg } from "../../../fleet/addresses/svg.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet } from "../../../fleet/load.ts";
import { variedMap } from "./varied-map.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PICTURE = resolve(ROOT, "docs/pictures/addresses.svg");
const SVG = mapSvg(variedMap(), "Addresses of lagoon & friends");

/** Elements left open or closed out of order, and text that is neither markup nor escaped. */
function xmlFaults(text: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [tag, close, name = "", selfClosed] of text.matchAll(
    /<(\/?)([a-z]+)(?:\s[a-zA-Z:-]+="[^"<]*")*(\/?)>/g,
  )) {
    if (selfClosed === "/") continue;
    if (close !== "/") open.push(name);
    else if (open.pop() !== name) faults.push(tag);
  }
  const rest = text.replaceAll(
    /<style>[^<]*<\/style>|<\/?[a-z]+(?:\s[a-zA-Z:-]+="[^"<]*")*\/?>|&(amp|lt|gt|quot);/g,
    "",
  );
  return [...faults, ...open, ...(rest.match(/[<>&]/g) ?? [])];
}

describe("the picture of the address map", () => {
  it("is well-formed, and says for screen readers what it is", () => {
    expect(xmlFaults(SVG)).toEqual([]);
    expect(SVG).toContain('role="img" aria-labelledby="title about"');
    expect(SVG).toContain('<title id="title">Addresses of lagoon &amp; friends</title>');
    expect(SVG).toContain(
      '<desc id="about">6 clusters; 10.0.0.0/8: 7.0 % given out, largest free block /9</desc>',
    );
  });

  it("tells reserved, quarantined and legacy ranges by a pattern, not by colour alone", () => {
    for (const kind of ["reserved", "quarantine", "legacy"]) {
      expect(SVG).toContain(`.${kind}{fill:url(#${kind})}`);
      expect(SVG).toMatch(new RegExp(`<pattern id="${kind}"[^>]*><(path|circle)`));
      expect(SVG).toContain(`<rect class="${kind}"`);
    }
  });

  it("names each range, its size and the end of its quarantine under the pointer, however small it is", () => {
    for (const name of [
      "quarantine old 10.208.0.0/16, 65,536 addresses, until 2027-02-22",
      "cluster web 10.209.0.0/16, 65,536 addresses",
      "control-plane-a 10.209.19.0/27, 32 addresses",
      "shared by 2 clusters 100.64.0.0/16, 65,536 addresses",
      "legacy cellar 192.168.0.0/16, 65,536 addresses",
      "reserved offices &amp; &lt;VPN&gt; of the whole organisation 10.255.0.0/16, 65,536 addresses",
    ])
      expect(SVG).toContain(`<title>${name}</title>`);
  });

  it("has the same bytes whatever order the files were read in", () => {
    const reversed = variedMap((one) => ({ ...one, clusters: new Map([...one.clusters].reverse()) }));
    expect(mapSvg(reversed, "Addresses of lagoon & friends")).toBe(SVG);
  });

  it("has room for a full supernet on one page, with the end of each long name, which tells clusters apart", () => {
    const ids = Array.from({ length: 256 }, (_, index) => `production-${String(index).padStart(3, "0")}`);
    const inventory = sampleInventory(ids.map((id) => sampleCluster(id)));
    const svg = mapSvg(addressMap(inventory, updateLock(inventory, undefined, "2026-11-24").lock), "full");
    expect(xmlFaults(svg)).toEqual([]);
    const shown = new Set([...svg.matchAll(/>prod…(\d{3})</g)].map(([, number]) => number));
    expect(shown.size).toBe(256);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    expect([Number(width), Number(height)]).toEqual([1200, 1904]);
  });
});

describe("the place of a network in its grid", () => {
  const OUTER = parseCidr("10.224.0.0/11");
  const BOX = { x: 0, y: 0, width: 1120, height: 560 };
  const area = ({ width, height }: Box): number => width * height;
  const block = fc
    .tuple(fc.nat(2 ** 21 - 1), fc.integer({ min: 11, max: 32 }))
    .map(([address, netmaskLength]): Block => {
      return { base: OUTER.base + address - (address % 2 ** (32 - netmaskLength)), netmaskLength };
    });
  /** Boxes share edges, so a billionth of a pixel is forgiven. */
  const meet = (a: Box, b: Box): boolean =>
    a.x + 1e-9 < b.x + b.width &&
    b.x + 1e-9 < a.x + a.width &&
    a.y + 1e-9 < b.y + b.height &&
    b.y + 1e-9 < a.y + a.height;

  it("has an area in proportion to its addresses", () => {
    fc.assert(
      fc.property(block, (one) => {
        const share = 2 ** (OUTER.netmaskLength - one.netmaskLength);
        expect(area(boxOf(one, OUTER, BOX)) / (area(BOX) * share)).toBeCloseTo(1, 9);
      }),
      { numRuns: 1_000 },
    );
  });

  it("lies inside that of a larger one exactly when the network does, and meets no other", () => {
    fc.assert(
      fc.property(block, block, (one, other) => {
        const boxes = [boxOf(one, OUTER, BOX), boxOf(other, OUTER, BOX)] as const;
        expect(meet(...boxes)).toBe(overlaps(one, other) && area(boxes[0]) * area(boxes[1]) > 1e-9);
        if (contains(one, other)) {
          expect(boxes[1].x + 1e-9).toBeGreaterThanOrEqual(boxes[0].x);
          expect(boxes[1].x + boxes[1].width).toBeLessThanOrEqual(boxes[0].x + boxes[0].width + 1e-9);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads like a page: the sixteen /16 of a /12 from left to right, row by row", () => {
    const outer = parseCidr("10.224.0.0/12");
    const corners = Array.from({ length: 16 }, (_, index) => {
      const { x, y } = boxOf(parseCidr(`10.${224 + index}.0.0/16`), outer, {
        x: 0,
        y: 0,
        width: 1120,
        height: 280,
      });
      return [x / 140, y / 140];
    });
    expect(corners).toEqual(Array.from({ length: 16 }, (_, index) => [index % 8, Math.floor(index / 8)]));
  });
});

test("the picture in the docs is that of the sample fleet (ATOLL_UPDATE_DOCS=1 writes it)", () => {
  const fleet = loadFleet(resolve(ROOT, "inventory"), "2026-11-24");
  const drawn = mapSvg(addressMap(fleet, fleet.lock), `Addresses of ${fleet.settings.organisation}`);
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PICTURE, drawn);
  expect(readFileSync(PICTURE, "utf8")).toBe(drawn);
});
