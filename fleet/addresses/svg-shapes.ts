import { cut } from "./labels.ts";
import type { Box } from "./svg-grid.ts";

/** Width of a character as a share of the font size: what a wide font needs in bold. */
const CHARACTER = 0.66;

/** Characters that fit into a width. */
export function room(width: number, fontSize: number): number {
  return Math.floor(width / (fontSize * CHARACTER));
}

/** A rectangle with its name as a tooltip. A side is never thinner than half a pixel. */
export function rectangle(style: string, box: Box, name: string, inset = 0.75): string {
  const side = (length: number): string => pixels(Math.max(0.5, length - 2 * inset));
  const at = `x="${pixels(box.x + inset)}" y="${pixels(box.y + inset)}"`;
  const shape = `<rect class="${style}" ${at} width="${side(box.width)}" height="${side(box.height)}" rx="2"`;
  return name === "" ? `${shape}/>` : `${shape}><title>${escaped(name)}</title></rect>`;
}

/** A line of text in at most `width` pixels; what does not fit is cut and marked. */
export function line(
  style: string,
  at: { x: number; y: number; width: number; size: number },
  text: string,
): string {
  const shown = cut(text, room(at.width, at.size));
  return `<text class="${style}" x="${pixels(at.x)}" y="${pixels(at.y)}" font-size="${at.size}">${escaped(shown)}</text>`;
}

/** Two decimals are finer than any screen, and the same on every machine. */
export function pixels(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
