import { Command, Option } from "commander";
import pc from "picocolors";
import { inventoryOption, today } from "../inventory-option.ts";

interface DiffOptions {
  readonly inventory: string;
  readonly format: "text" | "markdown" | "json";
  readonly charts?: string;
  readonly mergeBase?: boolean;
  readonly dataOnly?: boolean;
  readonly exitCode?: boolean;
}

/** Exit code for a difference, as in `terraform plan -detailed-exitcode`: 1 stays for what went wrong. */
const DIFFERENT = 2;

/** `atoll diff`: what the work tree would change, compared with a revision. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("compare the plans of a git revision with those of the work tree")
    .argument("<revision>", "what to compare with, such as main, HEAD or a tag")
    .argument("[stack...]", "stacks to compare; all of both sides when none is named")
    .addOption(inventoryOption())
    .addOption(
      new Option("--format <format>", "for a terminal, for one comment of a pull request, or for a program")
        .choices(["text", "markdown", "json"])
        .default("text"),
    )
    .option(
      "--charts <folder>",
      "archives that the helm on PATH renders releases from (default: .catalog of the checkout)",
    )
    .option("--merge-base", "compare with the commit where HEAD left the revision")
    .option("--data-only", "plan both sides with today's program: shows what the data changes")
    .option("--exit-code", "exit with 2 when something differs, 0 when nothing does, 1 on failure")
    .action(diff);
}

async function diff(name: string, names: readonly string[], options: DiffOptions): Promise<void> {
  const { diffFleets } = await import("../../plan/fleet-diff.ts");
  const { diffText } = await import("../../plan/diff-text.ts");
  const { diffMarkdown } = await import("../../plan/diff-markdown.ts");
  const { diffJson } = await import("../../plan/diff-json.ts");
  const { insideOfCharts } = await import("../rendering/inside-of-charts.ts");
  const { findRevision } = await import("../revision.ts");
  const { bothSides } = await import("../both-sides.ts");
  const revision = await findRevision(options.inventory, name, options.mergeBase);
  const asked = { stacks: names, today: today(), dataOnly: options.dataOnly === true };
  const { fleet, before, after, notes } = await bothSides(revision, options.inventory, asked);
  const plain = diffFleets(before, after);
  const charts = await insideOfCharts(plain, { fleet, after, revision: name, folder: options.charts });
  const found = { ...plain, charts };
  for (const note of notes) console.error(`${pc.yellow("note")} ${note}`);
  if (options.format === "markdown") process.stdout.write(diffMarkdown(found, { revision: name, notes }));
  else if (options.format === "json") process.stdout.write(diffJson(found, { revision: name, notes }));
  else console.log(diffText(found, (tone, text) => PAINT[tone](text)));
  if (options.exitCode === true && found.changed.length > 0) process.exitCode = DIFFERENT;
}

const PAINT = {
  replaced: (text: string) => pc.bold(pc.red(text)),
  deleted: pc.red,
  changed: pc.yellow,
  added: pc.green,
  title: pc.bold,
  quiet: pc.dim,
};
