import { lstatSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { InputError, visible } from "../../fleet/check.ts";
import { EXIT } from "../exit-codes.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { readIn } from "../read-in.ts";

/** `atoll ci`: what pipelines ask for. Only `comment` needs a network. */
export function ciCommand(): Command {
  const command = new Command("ci").description("what pipelines ask for: jobs, roles, one comment");
  command.addCommand(matrixCommand());
  command.addCommand(accessCommand());
  command.addCommand(driftCommand());
  command.addCommand(commentCommand());
  return command;
}

function matrixCommand(): Command {
  return new Command("matrix")
    .description("the stacks that a change touches, in jobs: regions, clusters by environment, links")
    .addOption(inventoryOption())
    .option("--base <revision>", "what to compare with, such as the commit that was deployed last")
    .option("--head <revision>", "what is compared (default: the work tree with what is not committed)")
    .option("--merge-base", "compare with the commit where the later side left that revision")
    .option("--all", "all stacks, whatever changed")
    .option("--cloud-only", "only stacks that speak to AWS alone: regions and links")
    .option("--max-jobs <count>", "jobs of a wave at most", wholeNumber(1, 256), 64)
    .option(
      "--chunk <stacks>",
      "stacks of a job; more where there would be too many jobs",
      wholeNumber(1, 100),
      5,
    )
    .addOption(outputOption())
    .action(matrix);
}

function accessCommand(): Command {
  return new Command("access")
    .description("where the states are and which roles a pipeline takes, as the inventory says")
    .addOption(inventoryOption())
    .addOption(outputOption())
    .action(access);
}

function driftCommand(): Command {
  return new Command("drift")
    .description(
      "tell what a refresh that wrote nothing found to differ from the state; ends with 2 where something does",
    )
    .argument("<file>", "what pulumi refresh --preview-only --json printed")
    .addOption(jsonOption())
    .action(drift);
}

function commentCommand(): Command {
  return new Command("comment")
    .description("make a pull request of GitHub have one comment with this text; needs GITHUB_TOKEN")
    .requiredOption("--repository <owner/name>", "repository of the pull request")
    .requiredOption("--pull <number>", "number of the pull request", wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .requiredOption(
      "--body-file <file>",
      "the text, whose first line is a mark; atoll diff --format markdown",
    )
    .option("--artifact <url>", "where the whole plan is")
    .option("--author <login>", "whose comments are ours", "github-actions[bot]")
    .action(comment);
}

function outputOption(): Option {
  return new Option(
    "--output <file>",
    "append name=value lines to it, as to $GITHUB_OUTPUT, and print nothing",
  );
}

interface MatrixOptions {
  readonly inventory: string;
  readonly base?: string;
  readonly head?: string;
  readonly mergeBase?: boolean;
  readonly all?: boolean;
  readonly cloudOnly?: boolean;
  readonly maxJobs: number;
  readonly chunk: number;
  readonly output?: string;
}

async function matrix(options: MatrixOptions): Promise<void> {
  const { affectedStacks } = await import("../ci/affected-stacks.ts");
  const { matrixOutputs } = await import("../ci/matrix.ts");
  const { handOver } = await import("../ci/outputs.ts");
  const { fleet, stacks, gone } = await affectedStacks({ ...options, today: today() });
  for (const stack of gone)
    console.error(
      `${pc.yellow("note")} ${stack} has no entry any more: atoll teardown ${stack} ends it, no job does`,
    );
  const limits = { jobs: options.maxJobs, stacks: options.chunk };
  const found = matrixOutputs(fleet, stacks, { limits, cloudOnly: options.cloudOnly === true });
  if (options.output === undefined) process.stdout.write(`${JSON.stringify(found.matrix, null, 2)}\n`);
  else handOver(found.outputs, options.output);
}

async function access({ inventory, output }: { inventory: string; output?: string }): Promise<void> {
  const { accessOutputs } = await import("../ci/access.ts");
  const { handOver } = await import("../ci/outputs.ts");
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  handOver(accessOutputs(checkedFleet(inventory, today())), output);
}

async function drift(file: string, { json = false }: { readonly json?: boolean }): Promise<void> {
  const { driftOf } = await import("../ci/drift.ts");
  const { printJson } = await import("../report.ts");
  const found = driftOf(file);
  if (json) printJson({ drift: found });
  else console.log(found.length === 0 ? "as its state says" : found.map(visible).join("\n"));
  if (found.length > 0) process.exitCode = EXIT.changed;
}

interface CommentOptions {
  readonly repository: string;
  readonly pull: number;
  readonly bodyFile: string;
  readonly artifact?: string;
  readonly author: string;
}

async function comment({ repository, pull, bodyFile, artifact, author }: CommentOptions): Promise<void> {
  const { artifactAddress, githubAccess, repositoryParts } = await import("../ci/surroundings.ts");
  const { cutBody } = await import("../ci/cut-body.ts");
  const { markOf } = await import("../ci/mark.ts");
  const { postComment } = await import("../ci/comment.ts");
  const { githubClient } = await import("../ci/github.ts");
  const { githubFailure } = await import("../ci/github-faults.ts");
  const place = { ...repositoryParts(repository), pull, author };
  const reached = githubAccess(process.env);
  const address = artifact === undefined ? undefined : artifactAddress(artifact);
  const text = bodyText(bodyFile);
  const mark = markOf(text, bodyFile);
  try {
    const posted = await postComment(githubClient(reached), place, { mark, body: cutBody(text, address) });
    const removed = posted.removed === 0 ? "" : `, and removed ${posted.removed} of its copies`;
    console.log(`${posted.how} ${posted.url}${removed}`);
  } catch (error) {
    throw githubFailure(error, place, reached.token);
  }
}

/** The file comes from another job: it may be a link to what that job could not read. */
function bodyText(file: string): string {
  const wanted = {
    expected: "the text of a comment",
    hint: "write it with atoll diff --format markdown --out <file>",
  };
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new InputError([{ file, path: "", ...wanted, got: "a link" }]);
  return readIn(file, wanted);
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number in ${least}..${most}`);
  };
}
