import { visible } from "../fleet/check.ts";

/** What a piece of the text is about; the command line gives each a colour. */
export type Tone = "replaced" | "deleted" | "changed" | "added" | "title" | "quiet";
export type Paint = (tone: Tone, text: string) => string;

/** A piece of a line in which nothing is obeyed by a terminal but its paint. */
export interface Painted {
  readonly painted: string;
}
export type Brush = (tone: Tone, text: string) => Painted;

/** Paint over text of which what would hide, or steer a terminal, is written as its code. */
export function brushOf(paint: Paint): Brush {
  return (tone, text) => ({ painted: paint(tone, visible(text)) });
}

export const PLAIN: Brush = brushOf((_tone, text) => text);

/** A line for a terminal: painted pieces as they are, and every other text that is put in shown, not followed. */
export function line(texts: TemplateStringsArray, ...parts: readonly (string | Painted)[]): string {
  return texts
    .map((text, index) => {
      const part = parts[index] ?? "";
      return text + (typeof part === "string" ? visible(part) : part.painted);
    })
    .join("");
}
