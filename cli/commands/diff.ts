import { Command, Option } from "commander";
import pc from "picocolors";
import { visible } from "../../fleet/check.ts";
import type { VerdictLevel } from "../../plan/verdict.ts";
import type { Compared } from "../diff/compared.ts";
import { EXIT } from "../exit-codes.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { cacheOption } from "../plans/planned-stacks.ts";
import { writeOut } from "../write-out.ts";

type Format = "text" | "markdown" | "json" | "html";

interface DiffOptions {
  readonly inventory: string;
  readonly stack?: readonly string[];
  readonly plans?: readonly string[];
  readonly preview?: readonly string[];
  readonly format: Format;
  readonly out?: string;
  readonly artifact?: string;
  readonly charts?: string;
  readonly mergeBase?: boolean;
  readonly dataOnly?: boolean;
  readonly exitCode?: boolean;
  readonly cache: boolean;
}

/** `atoll diff`: what a change would do to the fleet. */
export function diffCommand(): Command {
  return new Command("diff")
    .description(
      "show what a change does to the fleet: two revisions, saved plans, or previews of the engine",
    )
    .argument(
      "[base]",
      "revision to compare with, such as main, HEAD or a tag; or main..feature, main...feature",
    )
    .argument("[head]", "revision that is compared (default: the work tree with what is not committed)")
    .addOption(inventoryOption())
    .option("--stack <name...>", "stacks to compare (default: all of both sides)")
    .option("--plans <path...>", "compare two folders, or files, of saved plans: the earlier, then the later")
    .option("--preview <file...>", "show files of pulumi preview --json, one of each stack")
    .addOption(
      new Option("--format <format>", "for a terminal, a comment of a pull request, a program, or a browser")
        .choices(["text", "markdown", "json", "html"])
        .default("text"),
    )
    .option("--out <file>", "write to a file instead of the terminal")
    .option("--artifact <url>", "address of the whole report, to link to from Markdown")
    .option(
      "--charts <folder>",
      "archives that the helm on PATH renders releases from (default: .catalog of the checkout)",
    )
    .option("--merge-base", "compare with the commit where the later side left the base")
    .option("--data-only", "plan both sides with today's program: shows what the data changes")
    .addOption(cacheOption())
    .option("--exit-code", "tell by the exit code what the change is")
    .action(diff);
}

async function diff(base: string | undefined, head: string | undefined, options: DiffOptions): Promise<void> {
  const { compared } = await import("../diff/compared.ts");
  const found = await compared({
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    inventory: options.inventory,
    stacks: options.stack ?? [],
    plans: options.plans ?? [],
    previews: options.preview ?? [],
    isMergeBase: options.mergeBase === true,
    dataOnly: options.dataOnly === true,
    isCached: options.cache,
    charts: options.charts,
    today: today(),
  });
  for (const note of found.notes) console.error(`${pc.yellow("note")} ${visible(note)}`);
  const text = await formatted(found, options);
  if (options.out === undefined) process.stdout.write(text);
  else {
    writeOut(options.out, text);
    console.error(`wrote ${options.out}`);
  }
  if (options.exitCode === true) {
    const { reportOf } = await import("../../plan/diff-report.ts");
    process.exitCode = CODES[reportOf(found.diff).verdict.level];
  }
}

const CODES: Readonly<Record<VerdictLevel, number>> = {
  none: 0,
  changed: EXIT.changed,
  violated: EXIT.violated,
  dangerous: EXIT.dangerous,
};

async function formatted(
  { diff, revision, notes }: Compared,
  { format, out, artifact }: DiffOptions,
): Promise<string> {
  if (format === "markdown") {
    const { diffMarkdown } = await import("../../plan/diff-markdown.ts");
    return diffMarkdown(diff, { revision, notes, ...(artifact === undefined ? {} : { artifact }) });
  }
  if (format === "html") {
    const { diffHtml } = await import("../../plan/html/diff-html.ts");
    return diffHtml(diff, { revision, notes });
  }
  if (format === "json") {
    const { diffJson } = await import("../../plan/diff-json.ts");
    return diffJson(diff, { revision, notes });
  }
  const { diffText } = await import("../../plan/diff-text.ts");
  return `${diffText(diff, out === undefined ? (tone, text) => PAINT[tone](text) : undefined)}\n`;
}

const PAINT = {
  replaced: (text: string) => pc.bold(pc.red(text)),
  deleted: pc.red,
  changed: pc.yellow,
  added: pc.green,
  title: pc.bold,
  quiet: pc.dim,
};
