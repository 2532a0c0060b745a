import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Every page, by its path in the checkout. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...["docs", "examples", "inventory", "test/contract"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  ),
];

interface Link {
  readonly page: string;
  /** What it leads to, by its path in the checkout. */
  readonly target: string;
  /** Heading that it names; empty for the page itself. */
  readonly heading: string;
}

/** Links of a page to files of the checkout, those inside of code left out. */
function linksOf(page: string): readonly Link[] {
  const text = readFileSync(join(ROOT, page), "utf8").replaceAll(/^```[^]*?^```|`[^`\n]*`/gm, "");
  return [...text.matchAll(/\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)/g)].map(([, path = "", heading = ""]) => ({
    page,
    target: path === "" ? page : relative(ROOT, resolve(ROOT, dirname(page), path)),
    heading,
  }));
}

const LINKS = PAGES.flatMap(linksOf);

/** Pages that one gets to from these by links; a link to a folder leads to its pages. */
function reachable(from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const page of found)
    for (const { target } of LINKS.filter((link) => link.page === page))
      if (target.endsWith(".md")) found.add(target);
  return found;
}

/** The name by which a heading is linked: lower case, no punctuation, hyphens for spaces. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

function anchors(page: string): ReadonlySet<string> {
  const text = readFileSync(join(ROOT, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");
  return new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));
}

describe("a reader", () => {
  test("gets to every page from the README", () => {
    const found = reachable(["README.md"]);
    expect(PAGES.filter((page) => !found.has(page) && page !== "test/contract/README.md")).toEqual([]);
  });

  test("finds every page of docs/ itself on the map", () => {
    const mapped = new Set(LINKS.filter(({ page }) => page === "docs/README.md").map(({ target }) => target));
    const missing = PAGES.filter(
      (page) => /^docs\/(guides\/|tenants\/)?[^/]+\.md$/.test(page) && !mapped.has(page),
    );
    expect(missing.filter((page) => page !== "docs/README.md")).toEqual([]);
  });

  test("never follows a link to what is not there", () => {
    const broken = LINKS.filter(({ target }) => !existsSync(join(ROOT, target)));
    expect(broken.map(({ page, target }) => `${page}: ${target}`)).toEqual([]);
  });

  test("never follows a link to a heading that is not there", () => {
    const named = LINKS.filter(({ target, heading }) => heading !== "" && target.endsWith(".md"));
    const broken = named.filter(
      ({ target, heading }) => statSync(join(ROOT, target)).isFile() && !anchors(target).has(heading),
    );
    expect(broken.map(({ page, target, heading }) => `${page}: ${target}#${heading}`)).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});
