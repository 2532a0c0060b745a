import { Command } from "commander";
import pc from "picocolors";
import { type Fault, InputError } from "../../fleet/check.ts";
import type { SavedAnswer } from "../../fleet/vpc/described.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { readIn } from "../read-in.ts";
import { printJson } from "../report.ts";

interface FromOptions {
  readonly inventory: string;
  readonly from: readonly string[];
  readonly json?: boolean;
}

const FROM =
  "files with what aws ec2 describe-vpcs, describe-subnets, describe-route-tables say, as JSON (required)";

/** `atoll vpc`: what an entry says of a VPC that others made, from what AWS says of it. It asks nobody itself. */
export function vpcCommand(): Command {
  const command = new Command("vpc")
    .description("use VPCs that exist already, from what AWS says of them")
    .summary("use VPCs that are there, by what AWS says");
  command
    .command("entry")
    .description("print the network of an entry that uses a VPC as it is")
    .requiredOption("--from <file...>", FROM)
    .option("--vpc <id>", "the VPC, where the files tell of several")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(entry);
  command
    .command("check")
    .description("hold an entry with network.mode: existing against what AWS says")
    .argument("<cluster>", "a cluster of the inventory")
    .requiredOption("--from <file...>", FROM)
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(check);
  return command;
}

async function entry({ inventory, from, json, vpc }: FromOptions & { readonly vpc?: string }): Promise<void> {
  const { described } = await import("../../fleet/vpc/described.ts");
  const { vpcProposal } = await import("../../fleet/vpc/proposal.ts");
  const { proposalText } = await import("../../fleet/vpc/proposal-text.ts");
  const { rangesOfOthers } = await import("../../fleet/vpc/ranges-of-others.ts");
  const { loadFleet } = await import("../../fleet/load.ts");
  const answers = described(saved(from));
  const fleet = loadFleet(inventory, today());
  const [only, ...more] = answers.vpcs;
  const chosen = vpc ?? (more.length === 0 ? only?.VpcId : undefined);
  const proposal = vpcProposal(answers, rangesOfOthers(fleet, chosen), chosen);
  if (json === true) printJson({ ...proposal });
  else console.log(proposalText(proposal));
}

async function check(id: string, { inventory, from, json }: FromOptions): Promise<void> {
  const { described } = await import("../../fleet/vpc/described.ts");
  const { vpcFindings } = await import("../../fleet/vpc/vpc-check.ts");
  const { located } = await import("../../fleet/read/locate.ts");
  const { loadFleet } = await import("../../fleet/load.ts");
  const answers = described(saved(from));
  const fleet = loadFleet(inventory, today());
  const cluster = fleet.clusters.get(id);
  if (cluster?.network.mode !== "existing")
    throw new InputError([notExisting(id, [...fleet.clusters.values()])]);
  const faults = located(inventory, vpcFindings(fleet, cluster, cluster.network, answers));
  if (faults.length > 0) throw new InputError(faults);
  if (json === true) {
    printJson({ cluster: id, vpcId: cluster.network.vpcId, subnets: cluster.network.subnets });
    return;
  }
  const count = Object.keys(cluster.network.subnets).length;
  console.log(`${pc.green("agrees")} ${id} with ${cluster.network.vpcId} and its ${count} subnets`);
}

function notExisting(
  id: string,
  clusters: readonly { readonly id: string; readonly network: { readonly mode: string } }[],
): Fault {
  const known = clusters.filter(({ network }) => network.mode === "existing").map((one) => one.id);
  const expected = `a cluster with network.mode: existing (${known.join(", ") || "none"})`;
  return { file: "<cluster>", path: "", expected, got: JSON.stringify(id) };
}

function saved(files: readonly string[]): readonly SavedAnswer[] {
  const wanted = {
    expected: "a file that can be read",
    hint: "save it with aws ec2 describe-vpcs --output json > <file>",
  };
  return files.map((file) => ({ name: file, text: readIn(file, wanted) }));
}
