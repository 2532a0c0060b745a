/** Colour of each kind of range, for light and dark pages. */
const COLOURS = [
  ["node", "#4c78a8", "#5b8fc7"],
  ["pod", "#72b7b2", "#4f9a94"],
  ["public", "#e0a030", "#c98f2b"],
  ["control-plane", "#b279a2", "#a06f94"],
  ["reserved", "#9a9a9a", "#6f6f6f"],
  ["quarantine", "#d67195", "#b45a7b"],
  ["legacy", "#c44e52", "#b0494d"],
] as const;

const rules = (index: 1 | 2): string => COLOURS.map((one) => `.${one[0]}{fill:${one[index]}}`).join("");

/** Colours follow the reader's light or dark setting. */
export const STYLE =
  `text{font-family:ui-sans-serif,system-ui,sans-serif;fill:#1d2733}.page{fill:#fff}.title{font-size:24px;font-weight:600}` +
  `.note,.key{font-size:13px}.panel{font-size:16px;font-weight:600}.cidr{font-weight:400;opacity:.65}` +
  `.name{font-size:12.5px;font-weight:600}.small{font-size:10px;opacity:.85}.free{fill:#f1f4f7;stroke:#cfd7df}` +
  `.cluster,.pods,.region{fill:#dfe6ee;stroke:#7d8fa3;stroke-width:1}.node,.pod,.public,.control-plane{fill-opacity:.75}` +
  rules(1) +
  `@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0f1620}.free{fill:#17212d;stroke:#2c3a4a}` +
  `.cluster,.pods,.region{fill:#223040;stroke:#5f7389}${rules(2)}}`;

const KEY_WIDTH = 118;

/** One swatch for each colour, and one for free space. */
export function legend(x: number, y: number): string {
  const keys = [...COLOURS.map(([name]) => name), "free"];
  return keys
    .map((name, index) => {
      const left = x + index * KEY_WIDTH;
      const swatch = `<rect class="box ${name}" x="${left}" y="${y}" width="14" height="14" rx="2"/>`;
      return `${swatch}<text class="key" x="${left + 20}" y="${y + 12}">${name}</text>`;
    })
    .join("\n");
}
