import { type MapLink, sidesText } from "./map-links.ts";
import { type Drawing, INNER_WIDTH } from "./svg-panels.ts";
import { line } from "./svg-shapes.ts";

const ROW = 22;
const KIND = { x: 190, width: 120 } as const;

/** Links by name, each with its kind and the ranges that meet. */
export function linkRows(links: readonly MapLink[], x: number, y: number): Drawing {
  if (links.length === 0) return { text: "", bottom: y };
  const heading = line("strong", { x, y: y + 10, width: INNER_WIDTH, size: 15 }, "Links");
  const rows = links.map((link, index) => {
    const at = { y: y + 36 + index * ROW, size: 12.5 };
    return [
      line("strong", { ...at, x, width: KIND.x - 10 }, link.id),
      line("soft", { ...at, x: x + KIND.x, width: KIND.width }, link.kind),
      line(
        "",
        { ...at, x: x + KIND.x + KIND.width, width: INNER_WIDTH - KIND.x - KIND.width },
        sidesText(link),
      ),
    ].join("");
  });
  return { text: [heading, ...rows].join("\n"), bottom: y + 36 + links.length * ROW + 20 };
}
