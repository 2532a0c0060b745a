import { expect, test } from "vitest";
import { linkLines, mapLinks } from "../../../fleet/addresses/map-links.ts";
import { mapEntry } from "../../../fleet/addresses/map-json.ts";
import { addressMap } from "../../../fleet/addresses/map.ts";
import { mapSvg } from "../../../fleet/addresses/svg.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const LINKS: Files = {
  "clusters/lab.yaml": SOUND["clusters/dev.yaml"],
  "links/twins.yaml": "kind: peering\nfrom: dev\nto: { cluster: lab }\n",
  "links/office.yaml":
    "kind: vpn\nfrom: lab\nto: { site: { address: 198.51.100.7, cidrs: [192.168.0.0/24] } }\n",
};

function linked(files: Files = LINKS) {
  const inventory = loadInventory(inventoryFolder(files));
  const { lock } = updateLock(inventory, undefined, "2026-11-24");
  return { map: addressMap(inventory, lock), links: mapLinks(inventory, lock), lock };
}

test("links stand below the tree by name, each with the ranges that meet", () => {
  const { links, lock } = linked();
  const [dev, lab] = [lock.clusters["dev"]?.block, lock.clusters["lab"]?.block];
  expect(linkLines(links)).toEqual([
    `link office  vpn              lab ${lab} with 198.51.100.7 192.168.0.0/24`,
    `link twins   peering          dev ${dev} with lab ${lab}`,
  ]);
});

test("in JSON, each cluster has its links, seen from its side", () => {
  const { map, links, lock } = linked();
  const entries = map.flatMap((node) => mapEntry(node, links).children).flatMap(({ children }) => children);
  const linksOf = (id: string) => entries.find(({ label }) => label === id)?.links;
  const twins = (id: string) => ({
    ...{ id: "twins", kind: "peering", with: id },
    ranges: [lock.clusters[id]?.block],
  });
  expect(linksOf("dev")).toEqual([twins("lab")]);
  expect(linksOf("lab")).toEqual([
    { id: "office", kind: "vpn", with: "198.51.100.7", ranges: ["192.168.0.0/24"] },
    twins("dev"),
  ]);
});

test("a fleet without links has the map that it had", () => {
  const { map, links } = linked({});
  expect([links, linkLines(links)]).toEqual([[], []]);
  expect(mapSvg(map, "Addresses", links)).toBe(mapSvg(map, "Addresses"));
  expect(map.map((node) => mapEntry(node, links))).toEqual(map.map((node) => mapEntry(node)));
});

test("the picture has a row for each link below everything else, and room for it", () => {
  const { map, links } = linked();
  const height = (svg: string): number => Number(/ height="(\d+)"/.exec(svg)?.[1]);
  const [plain, drawn] = [mapSvg(map, "Addresses"), mapSvg(map, "Addresses", links)];
  const rows = [...drawn.matchAll(/y="(\d+)" font-size="12.5">(office|twins)</g)].map(([, y]) => Number(y));
  expect(rows).toHaveLength(2);
  for (const y of rows) {
    expect(y).toBeGreaterThan(height(plain));
    expect(y).toBeLessThan(height(drawn));
  }
});
