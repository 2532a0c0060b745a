import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { CNI_INTERFACE } from "../../fleet/teardown-vocabulary.ts";
import type { Value } from "../provider/properties.ts";
import { openCloud, type Cloud } from "./cloud.ts";
import { typeFacts } from "./facts.ts";
import { FAULT_KINDS, OPERATIONS, type Fault, type FaultKind, type Operation } from "./fault-box.ts";
import { KINDS } from "./kinds.ts";
import { QUOTAS, quotaSetting } from "./quotas.ts";
import * as tokens from "./tokens.ts";
import { putInterface } from "./types/network-interfaces.ts";

type FaultOptions = Pick<Fault, "type" | "name" | "times" | "milliseconds">;

/** `Subnet` of `aws:ec2/subnet:Subnet`: how people call a type. */
function shortName(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

const TOKENS = new Map(
  [...Object.keys(KINDS), tokens.NETWORK_INTERFACE].map((token) => [shortName(token), token]),
);

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number.");
}

function accountNumber(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Expected twelve digits.");
}

/** A value as JSON; what is none is text. */
function jsonOrText(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function typeOption(): Option {
  return new Option("--type <type>", "only this type, such as Subnet").choices([...TOKENS.keys()]);
}

/** Wraps what a command does: it gets the opened cloud, its lines are printed, and a refusal ends the command. */
function runner(command: Command, print: (line: string) => void) {
  return <Words extends readonly unknown[]>(work: (cloud: Cloud, ...words: Words) => readonly string[]) =>
    (...words: Words): void => {
      try {
        const file = command.opts<{ cloud: string }>().cloud;
        if (!existsSync(dirname(file))) {
          throw new Error(`--cloud: expected a file in a folder that exists, got ${JSON.stringify(file)}`);
        }
        const cloud = openCloud(file);
        try {
          for (const line of work(cloud, ...words)) print(line);
        } finally {
          cloud.close();
        }
      } catch (error) {
        command.error(`error: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
}

type Runner = ReturnType<typeof runner>;

function listed(cloud: Cloud, { type }: { type?: string }): readonly string[] {
  const token = type === undefined ? undefined : TOKENS.get(type);
  const things = cloud.list(token === undefined ? {} : { type: token });
  return things.map((thing) =>
    [thing.account, thing.region || "global", shortName(thing.type), thing.id, thing.tags["Name"] ?? ""]
      .join(" ")
      .trimEnd(),
  );
}

function faultLines(cloud: Cloud): readonly string[] {
  return cloud.faults.list().map(({ operation, kind, type, name, remaining, struck }) => {
    const what = type === undefined ? "anything" : shortName(type);
    const named = name === undefined ? "" : ` named ${name}`;
    return `${kind} on ${operation} of ${what}${named}: ${struck} struck, ${remaining} to come`;
  });
}

function addFault(
  cloud: Cloud,
  operation: Operation,
  kind: FaultKind,
  { type, ...narrowed }: FaultOptions,
): readonly string[] {
  const token = type === undefined ? undefined : TOKENS.get(type);
  cloud.faults.add({ operation, kind, ...narrowed, ...(token !== undefined && { type: token }) });
  return faultLines(cloud);
}

function setQuota(cloud: Cloud, name: keyof typeof QUOTAS, limit: number | undefined): readonly string[] {
  const quota = QUOTAS[name];
  cloud.set(quotaSetting(quota), limit?.toString());
  return [`${name} (${quota.code}): ${limit ?? quota.limit}`];
}

function refuseMissing(id: string): never {
  throw new Error(`nothing in the simulated cloud has the id ${id}`);
}

function edited(cloud: Cloud, id: string, name: string, value: Value): readonly string[] {
  const { type, state } = cloud.find({ id }) ?? refuseMissing(id);
  const [, tag] = /^tags\.(.+)$/.exec(name) ?? [];
  const shown = JSON.stringify(value);
  if (tag !== undefined) cloud.edit(id, { tags: { [tag]: typeof value === "string" ? value : shown } });
  else if (typeFacts(type)?.outputs.includes(name) ?? name in state)
    cloud.edit(id, { state: { [name]: value } });
  else throw new Error(`${shortName(type)} has no attribute ${name}`);
  return [`${id}: ${name} is ${shown} now`];
}

function deleted(cloud: Cloud, id: string): readonly string[] {
  return cloud.delete({ id }) === 0 ? refuseMissing(id) : [`${id} is gone`];
}

/** An interface as the network plugin of a cluster leaves one behind when its node goes. */
function leftInterface(cloud: Cloud, subnetId: string, groups: readonly string[]): readonly string[] {
  const subnet = cloud.find({ type: tokens.SUBNET, id: subnetId }) ?? refuseMissing(subnetId);
  for (const id of groups)
    if (cloud.find({ type: tokens.SECURITY_GROUP, id }) === undefined) refuseMissing(id);
  const description = `${CNI_INTERFACE}left-behind`;
  const id = cloud.transaction(() => putInterface(cloud, subnet, { description, subnetId, groups }));
  return [`${id} is left in ${subnetId}`];
}

function addFaultCommands(command: Command, run: Runner): void {
  command
    .command("fault")
    .description("let the next requests of one kind go wrong")
    .addArgument(new Argument("<operation>").choices(OPERATIONS))
    .addArgument(new Argument("<kind>").choices(FAULT_KINDS))
    .addOption(typeOption())
    .option("--name <name>", "only the resource of this logical name")
    .option("--times <number>", "how many requests it strikes", wholeNumber)
    .option("--milliseconds <number>", "how long `slow` takes", wholeNumber)
    .action(run(addFault));
  command.command("faults").description("say which faults wait, and which struck").action(run(faultLines));
  command
    .command("clear")
    .description("forget all faults")
    .action(
      run((cloud) => {
        cloud.faults.clear();
        return ["no faults"];
      }),
    );
}

function addSettingCommands(command: Command, run: Runner): void {
  command
    .command("quota")
    .description("change a quota; without a limit it is AWS's again")
    .addArgument(new Argument("<name>").choices(Object.keys(QUOTAS)))
    .argument("[limit]", "how many there may be", wholeNumber)
    .action(run(setQuota));
  command
    .command("account")
    .description("let all credentials belong to another account; without a number they are their own again")
    .argument("[number]", "twelve digits", accountNumber)
    .action(
      run((cloud, number: string | undefined) => {
        cloud.set("callerAccount", number);
        return [`credentials belong to ${number ?? "the account of their role"}`];
      }),
    );
}

function addHandCommands(command: Command, run: Runner): void {
  command
    .command("list")
    .description("say what exists: account, region, type, id, name")
    .addOption(typeOption())
    .action(run(listed));
  command
    .command("edit")
    .description("change a resource by hand, as somebody in the console would")
    .argument("<id>")
    .argument("<attribute>", "such as enableDnsSupport or tags.Name")
    .argument("<value>", "JSON or text", jsonOrText)
    .action(run(edited));
  command
    .command("interface")
    .description("leave a network interface behind, as the network plugin of a cluster does")
    .argument("<subnet>", "id of the subnet that it keeps")
    .argument("[groups...]", "ids of security groups that it keeps")
    .action(run(leftInterface));
  command.command("delete").description("delete a resource by hand").argument("<id>").action(run(deleted));
}

/** `atoll sandbox cloud`: plays tricks on the simulated cloud. docs/sandbox-aws.md shows each of them. */
export function controlCommand(print: (line: string) => void): Command {
  const command = new Command("atoll sandbox cloud")
    .description("play tricks on the simulated cloud")
    .addOption(
      new Option("--cloud <file>", "file that holds the cloud")
        .env("ATOLL_SANDBOX_CLOUD")
        .default(".sandbox/cloud.db"),
    );
  const run = runner(command, print);
  addFaultCommands(command, run);
  addSettingCommands(command, run);
  addHandCommands(command, run);
  return command;
}
