import { marked, type Token } from "marked";

/** What somebody who reads a comment would meet, beside words and code. */
export interface Met {
  /** Tags and remarks, as they stand there. */
  readonly html: readonly string[];
  readonly links: readonly string[];
  /** Kinds of blocks and of inline markup, each once, but for those above and plain words. */
  readonly kinds: readonly string[];
  /** Words outside of code, as GitHub looks through them for mentions and references once the markup is read. */
  readonly words: string;
}

/** Reads a comment as GitHub does, by a parser of its Markdown. */
export function readComment(body: string): Met {
  const tokens: Token[] = [];
  void marked.walkTokens(marked.lexer(body), (token) => void tokens.push(token));
  const html = tokens.filter(({ type }) => type === "html").map(({ raw }) => raw.trim());
  const links = tokens.filter(({ type }) => ["link", "image", "def"].includes(type)).map(linkOf);
  const leaves = tokens.filter((token) => ["text", "escape"].includes(token.type) && !("tokens" in token));
  const plain = ["html", "link", "text", "escape", "space"];
  return {
    html,
    links,
    kinds: [...new Set(tokens.map(({ type }) => type))].filter((type) => !plain.includes(type)).sort(),
    words: [...leaves.map((leaf) => textOf(leaf)), ...html.map(unescaped)].join("\n"),
  };
}

const linkOf = (token: Token): string => ("href" in token ? String(token.href) : token.raw);
const textOf = (token: Token): string => ("text" in token ? String(token.text) : "");

/** Text between tags, as a browser shows it. */
const unescaped = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
