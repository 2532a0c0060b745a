import { Command, Option } from "commander";
import type { Fleet } from "../../fleet/inventory.ts";
import type { LifecycleKeys } from "../../fleet/tenants/entry-text.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import type { ApplyOptions } from "../tenant/apply.ts";
import type { NewTenant } from "../tenant/entry-changes.ts";
import type { DatabaseChoice } from "../tenant/retire-database.ts";
import type { RetireChoice } from "../tenant/retire.ts";

interface LeftoversOptions {
  readonly inventory: string;
  readonly sandbox?: string;
  readonly json?: boolean;
}

interface MoveOptions {
  readonly inventory: string;
  readonly json?: boolean;
  readonly to: string;
}

const list = (one: string, before: readonly string[] = []): readonly string[] => [...before, one];

/** `atoll tenant`: a tenant comes, rests, and leaves, by its file and the lock. */
export function tenantCommand(): Command {
  const add = writing("add", "write the file of a new tenant, and its lock")
    .requiredOption("--name <text>", "name for people")
    .requiredOption(
      "--environment <place>",
      "<environment>=<cluster>, or <environment>@<what its cluster is for>; may be given again",
      list,
    )
    .addOption(new Option("--tier <tier>", "what it shares with others").default("pooled"))
    .addOption(new Option("--size <size>", "how much it may use").default("small"))
    .option("--residency <place>", "jurisdiction or region that may hold its data; may be given again", list)
    .action(addTenant);
  const suspend = writing("suspend", "stop all that runs of a tenant, and keep its data").action(
    settle({ lifecycle: "suspended" }),
  );
  const resume = writing("resume", "make a tenant active again, from suspended or retiring").action(
    settle({}),
  );
  const move = new Command("move")
    .description("print the steps that take an environment to another cluster; writes nothing")
    .argument("<id>", "name of a file in tenants/")
    .argument("<environment>", "the environment that moves")
    .requiredOption("--to <cluster>", "where it goes")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(moveEnvironment);
  return [add, suspend, resume, retireCommand(), move, leftoversCommand(), reportCommand()].reduce(
    (command, one) => command.addCommand(one),
    new Command("tenant").description("add, suspend, resume, retire or move a tenant"),
  );
}

function retireCommand(): Command {
  return writing("retire", "tell how far a tenant has left, or take its next step")
    .option("--after <day>", "retire it; its file may be removed from that day on")
    .option("--confirm <id>", "remove its file, once its day has come; of a database, its name")
    .option("--database <name>", "one of its databases alone")
    .action(retireTenant);
}

function leftoversCommand(): Command {
  return new Command("leftovers")
    .description(
      "ask clusters and cloud for what is left of a tenant; ends with 1 where something is; needs pulumi, aws and kubectl on PATH, and credentials",
    )
    .argument("<id>", "a tenant that the lock knows")
    .addOption(inventoryOption())
    .addOption(
      new Option("--sandbox [dir]", "clusters of the sandbox in this folder").preset(DEFAULT_SANDBOX),
    )
    .addOption(jsonOption())
    .action(tellLeftovers);
}

function reportCommand(): Command {
  return new Command("report")
    .description(
      "read objects of one namespace on standard input and tell what keeps them up and no admission rule can see; ends with 1 where something is missing",
    )
    .addOption(jsonOption())
    .action(tellReport);
}

/** A command that shows what it changes, and writes it once somebody agrees. */
function writing(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument("<id>", "name of a file in tenants/")
    .addOption(inventoryOption())
    .option("--dry-run", "show what would change, and write nothing")
    .option("-y, --yes", "write without asking")
    .addOption(jsonOption());
}

async function addTenant(id: string, options: ApplyOptions & NewTenant): Promise<void> {
  const { addedEntry } = await import("../tenant/entry-changes.ts");
  const { applied } = await import("../tenant/apply.ts");
  const fleet = await fleetOf(options);
  await applied(fleet, id, addedEntry(fleet.dir, id, options), options);
}

function settle(keys: LifecycleKeys): (id: string, options: ApplyOptions) => Promise<void> {
  return async (id, options) => {
    const { settledEntry } = await import("../tenant/entry-changes.ts");
    const { applied } = await import("../tenant/apply.ts");
    const fleet = await fleetOf(options);
    const after = await applied(fleet, id, settledEntry(fleet, id, keys), options);
    if (after === undefined || keys.lifecycle !== "suspended" || options.json === true) return;
    const { restSteps } = await import("../../fleet/tenants/rest-steps.ts");
    console.log(["next:", ...restSteps(after, id).map((step) => `  ${step}`)].join("\n"));
  };
}

type RetireOptions = ApplyOptions & RetireChoice & { readonly database?: string };

async function retireTenant(id: string, { database, ...options }: RetireOptions): Promise<void> {
  if (database !== undefined) {
    await retireDatabase(id, { ...options, database });
    return;
  }
  const { knownRetirement, retirementText, retireStep } = await import("../tenant/retire.ts");
  const { applied } = await import("../tenant/apply.ts");
  const fleet = await fleetOf(options);
  const step = retireStep(fleet, id, options);
  const after = step === undefined ? fleet : await applied(fleet, id, step, options);
  if (after === undefined) return;
  const retirement = knownRetirement(after, id);
  if (options.json !== true) console.log(retirementText(id, retirement));
  else if (step === undefined) printJson({ tenant: id, ...retirement });
}

async function retireDatabase(id: string, options: ApplyOptions & DatabaseChoice): Promise<void> {
  const { databaseState, databaseText, retireDatabaseStep } = await import("../tenant/retire-database.ts");
  const { applied } = await import("../tenant/apply.ts");
  const fleet = await fleetOf(options);
  const step = retireDatabaseStep(fleet, id, options);
  const after = step === undefined ? fleet : await applied(fleet, id, step, options);
  if (after === undefined) return;
  const { database } = options;
  if (options.json !== true) console.log(databaseText(after, id, database));
  else if (step === undefined) printJson({ tenant: id, database, ...databaseState(after, id, database) });
}

async function moveEnvironment(id: string, environment: string, options: MoveOptions): Promise<void> {
  const { checkedMove } = await import("../tenant/checked-move.ts");
  const { moveText } = await import("../../fleet/tenants/move-steps.ts");
  const fleet = await fleetOf(options);
  const { plan, stacks } = await checkedMove(fleet, { tenant: id, environment, to: options.to });
  if (options.json === true) printJson({ ...plan, stacks });
  else console.log(moveText(plan, stacks));
}

async function tellReport({ json }: { readonly json?: boolean }): Promise<void> {
  const { text } = await import("node:stream/consumers");
  const { reportLines } = await import("../tenant/report.ts");
  const lines = reportLines(await text(process.stdin));
  if (json === true) printJson({ missing: lines });
  else console.log(lines.length === 0 ? "nothing is missing" : lines.join("\n"));
  if (lines.length > 0) process.exitCode = 1;
}

async function tellLeftovers(id: string, options: LeftoversOptions): Promise<void> {
  const { leftoversOf } = await import("../tenant/leftovers.ts");
  const { leftoversText } = await import("../tenant/leftovers-text.ts");
  const { toolsOfCluster } = await import("../cluster/tools-of-cluster.ts");
  const fleet = await fleetOf(options);
  const found = await leftoversOf(fleet, id, (cluster) => toolsOfCluster(fleet, cluster, options.sandbox));
  if (options.json === true) printJson({ tenant: id, clusters: found });
  else console.log(leftoversText(id, found));
  if (found.some(({ left, isAsked, isGone }) => left.length > 0 || !(isAsked || isGone)))
    process.exitCode = 1;
}

async function fleetOf({ inventory }: { readonly inventory: string }): Promise<Fleet> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  return checkedFleet(inventory, today());
}
