import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";

/** A page whose blocks are written by code. */
export interface GeneratedPage {
  /** Its text as it stands. */
  readonly shown: string;
  /** Its text as the code wants it. */
  readonly wanted: string;
}

/**
 * Compares blocks of a page with what code says. A block stands between `<!-- name: begin -->` and `<!-- name: end -->`;
 * with `ATOLL_UPDATE_DOCS=1` the page is written first.
 *
 * @throws Error when the page has no place for a block
 */
export async function generatedPage(
  path: string,
  blocks: Readonly<Record<string, string>>,
): Promise<GeneratedPage> {
  const text = Object.entries(blocks).reduce(
    (page, [name, made]) => {
      const block = new RegExp(`(?<=<!-- ${name}: begin -->\n)[^]*?(?=<!-- ${name}: end -->)`);
      if (!block.test(page)) throw new Error(`${path} has no block ${name}`);
      return page.replace(block, () => `\n${made}\n\n`);
    },
    readFileSync(path, "utf8"),
  );
  const wanted = await format(text, { ...(await resolveConfig(path)), parser: "markdown" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(path, wanted);
  return { shown: readFileSync(path, "utf8"), wanted };
}

/** A table of Markdown; bars inside of cells are escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}
