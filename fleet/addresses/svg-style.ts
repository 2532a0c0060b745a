import { line, rectangle } from "./svg-shapes.ts";

/** What has a colour of its own: its class, what the legend says, and its colour on light and dark pages. */
const COLOURS = [
  ["node", "nodes", "#3b78b8", "#4a8ad0"],
  ["pod", "pods", "#58b0a5", "#3f9388"],
  ["public", "public", "#e3a02c", "#c88a20"],
  ["control-plane", "control plane", "#a5679a", "#a5679a"],
  ["existing", "existing", "#8c9bb0", "#67768c"],
  ["shared", "shared pods", "#cfe8e4", "#1d4a45"],
] as const;

/** What has a pattern too, so that it is known without colour: a drawing of 8 by 8 pixels, and its two colours. */
const PATTERNS = [
  ["reserved", "reserved", `<path d="M-2 2 2-2M0 8 8 0M6 10 10 6"/>`, "#7d8794", "#8a94a1"],
  [
    "quarantine",
    "quarantine",
    `<circle cx="2" cy="2" r="1.1"/><circle cx="6" cy="6" r="1.1"/>`,
    "#c2447a",
    "#e07aa8",
  ],
  ["legacy", "legacy", `<path d="M0 0 8 8M8 0 0 8"/>`, "#b8433a", "#e0786f"],
  ["external", "external", `<path d="M0 4H8"/>`, "#6b6fb5", "#9a9ee0"],
] as const;

const rules = (dark: boolean): string =>
  [
    ...COLOURS.map(([name, , light, night]) => `.${name}{fill:${dark ? night : light}}`),
    ...PATTERNS.map(([name, , , light, night]) => {
      const colour = dark ? night : light;
      return `.${name}{stroke:${colour}}.ink-${name}{stroke:${colour};fill:${colour}}`;
    }),
  ].join("");

const LIGHT =
  ".page{fill:#fff}text{fill:#1c2633}.halo{stroke:#fff}.free{fill:#f5f7fa;stroke:#c3ccd7}.slot{fill:#eaeff4}" +
  ".cluster,.pods,.region{fill:#dce5ef;stroke:#56687d}.on{fill:#fff}";
const DARK =
  ".page{fill:#10161f}text{fill:#e4ebf3}.halo{stroke:#10161f}.free{fill:#151d27;stroke:#36454f}.slot{fill:#1b2531}" +
  ".cluster,.pods,.region{fill:#263547;stroke:#7d93ab}.on{fill:#fff}";

/** Style and patterns of the picture; colours follow the reader's light or dark setting. */
export const DEFINITIONS = [
  "<style>",
  "text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',sans-serif}.strong{font-weight:600}.soft{opacity:.72}",
  ".halo{paint-order:stroke;stroke-width:3px;stroke-linejoin:round;font-weight:600}.on{fill-opacity:.95}",
  ...PATTERNS.map(([name]) => `.${name}{fill:url(#${name})}`),
  LIGHT + rules(false),
  `@media(prefers-color-scheme:dark){${DARK}${rules(true)}}`,
  "</style>",
  "<defs>",
  ...PATTERNS.map(
    ([name, , drawing]) =>
      `<pattern id="${name}" class="ink-${name}" width="8" height="8" patternUnits="userSpaceOnUse">${drawing}</pattern>`,
  ),
  "</defs>",
].join("\n");

/** A swatch and a word for each style that the picture uses, and for free space. */
export function legend(x: number, y: number, used: ReadonlySet<string>): string {
  const keys = [...COLOURS, ...PATTERNS]
    .map(([name, words]) => [name, words] as const)
    .filter(([name]) => used.has(name));
  let at = x;
  return [["free", "free"] as const, ...keys]
    .map(([name, words]) => {
      const swatch = rectangle(name, { x: at, y, width: 16, height: 16 }, "");
      const word = line("soft", { x: at + 22, y: y + 12.5, width: 400, size: 13 }, words);
      at += 22 + words.length * 7 + 22;
      return swatch + word;
    })
    .join("\n");
}
