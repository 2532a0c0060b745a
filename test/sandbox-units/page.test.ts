import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import { FAULT_KINDS } from "../../sandbox/aws/fault-box.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import { QUOTAS } from "../../sandbox/aws/quotas.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { RANDOM_KINDS } from "../../sandbox/random/kinds.ts";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import { cloudPath, startSandbox } from "./network.ts";
import { oneOfEach } from "./one-of-each.ts";
import { REFUSALS } from "./refusals/groups.ts";
import { shortIds } from "./refusals/refusal.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/sandbox-aws.md");
const CONSOLE = /(?<=^```console\n)[^]*?(?=^```$)/gm;
const COMMAND = "$ npx atoll sandbox cloud ";

/** AWS's code at the start of an answer; the provider's own refusals have none. */
const CODE = /^[A-Z][A-Za-z]+(\.[A-Za-z]+)*(?=: )/;

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [row(...head), row(...head.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");
}

async function typeTable(): Promise<string> {
  const specimens = await oneOfEach(await startSandbox());
  const rows = Object.entries(KINDS).map(([type, { calls }]) => [
    `\`${type.slice(type.lastIndexOf(":") + 1)}\``,
    [...new Set([calls.create, calls.update, calls.delete])].filter((call) => call !== undefined).join(", "),
    `\`${shortIds(specimens.get(type)!.importId).replaceAll("|", "\\|")}\``,
  ]);
  return table(["Resource", "Calls that its errors name", "Import id"], rows);
}

function refusalLists(): string {
  const groups = Object.entries(REFUSALS).map(([group, refusals]) => {
    const lines = refusals.map(([fact, , answer]) => {
      const code = CODE.exec(answer)?.[0];
      return code === undefined ? `- ${fact}` : `- ${fact} (\`${code}\`)`;
    });
    return [`**${group}**`, "", ...lines].join("\n");
  });
  return groups.join("\n\n");
}

function quotaTable(): string {
  const rows = Object.entries(QUOTAS).map(([name, { code, limit, error }]) => [
    name,
    limit,
    code,
    `\`${error}\``,
  ]);
  return table(["Name", "Limit", "Service Quotas code", "Error"], rows);
}

/** Replaces what stands between two marks. */
function filled(page: string, name: string, text: string): string {
  const between = new RegExp(`(?<=<!-- ${name}: begin -->\n)[^]*?(?=<!-- ${name}: end -->)`);
  expect(page).toMatch(between);
  return page.replace(between, () => `\n${text}\n\n`);
}

/** A cloud as the page's commands find it: one VPC with a subnet, without what AWS adds by itself. */
function smallCloud(): string {
  const path = cloudPath();
  const cloud = openCloud(path);
  const place = { account: "111111111111", region: "eu-central-1" };
  const [vpcId, subnetId] = ["vpc-0e4c02074307872d7", "subnet-0e5e5e67a1f6d6a8a"];
  cloud.put({ ...place, type: tokens.VPC, id: vpcId, state: {}, tags: { Name: "dev" } });
  cloud.put({ ...place, type: tokens.SUBNET, id: subnetId, state: { vpcId }, tags: { Name: "dev-node-a" } });
  cloud.close();
  return path;
}

/** Runs the commands of all blocks, one after the other, in one cloud, and writes what each printed below it. */
function run(page: string): string {
  const path = smallCloud();
  return page.replace(CONSOLE, (block) => {
    const lines = block.split("\n").filter((line) => line.startsWith("$"));
    const answered = lines.flatMap((line) => {
      expect(line).toContain(COMMAND);
      const printed: string[] = [];
      const command = controlCommand((text) => printed.push(text));
      command.parse(["--cloud", path, ...line.slice(COMMAND.length).split(" ")], { from: "user" });
      return [line, ...printed];
    });
    return `${answered.join("\n")}\n`;
  });
}

test("the page says what the simulator has, refuses and answers (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const page = readFileSync(PAGE, "utf8");
  const options = await resolveConfig(PAGE);
  const parts = { types: await typeTable(), refusals: refusalLists(), quotas: quotaTable() };
  const whole = Object.entries(parts).reduce((text, [name, part]) => filled(text, name, part), page);
  const written = await format(run(whole), { ...options, parser: "markdown" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
});

test("the page names every fault and every type of the random stand-in", () => {
  const page = readFileSync(PAGE, "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
  expect(rows).toEqual(FAULT_KINDS);
  const random = Object.keys(RANDOM_KINDS).map((type) => `\`${type.slice(type.lastIndexOf(":") + 1)}\``);
  expect(random.filter((name) => !page.includes(name))).toEqual([]);
});
