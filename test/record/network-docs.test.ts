import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { deployStack } from "../../stacks/deploy.ts";
import { named } from "./record-network.ts";
import { sampleFleet } from "./sample-fleet.ts";
import { generatedPage } from "../generated-page.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/network.md");
const LEVELS = [1, 2, 3];

/** `Nat Gateway` of `aws:ec2/natGateway:NatGateway`. */
function titleOf(type: string): string {
  return (type.split(":").at(-1) ?? "").replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
}

function row(title: string, cells: readonly (string | number)[]): string {
  return `| ${[title, ...cells].join(" | ")} |\n`;
}

async function table(): Promise<string> {
  const plans: (readonly PlannedResource[])[] = [];
  for (const sla of LEVELS) {
    const fleet = sampleFleet({ dev: { sla } });
    plans.push(await record(() => deployStack(fleet, "dev"), { stack: "dev" }));
  }
  const cloud = plans.map((plan) => plan.filter(({ type }) => type.startsWith("aws:")));
  const types = [...new Set(cloud.flat().map(({ type }) => type))].sort();
  const counts = types.map((type) =>
    row(
      titleOf(type),
      cloud.map((plan) => plan.filter((resource) => resource.type === type).length),
    ),
  );
  const days = cloud.map((plan) => named(plan, "dev-flow-log-group").inputs["retentionInDays"] as number);
  const kept = cloud.map((plan) => plan.filter(({ protect }) => protect).length);
  return [
    row(
      "Resource",
      LEVELS.map((sla) => `\`sla: ${sla}\``),
    ),
    row("---", ["---:", "---:", "---:"]),
    ...counts,
    row(
      "**All together**",
      cloud.map((plan) => plan.length),
    ),
    row("Days that flow logs are kept", days),
    row("Protected from deletion", kept),
  ].join("");
}

test("the page's table is what the plans say (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const { shown, wanted } = await generatedPage(PAGE, { table: await table() });
  expect(shown).toBe(wanted);
});

test("what the page shows of an entry is valid", () => {
  const blocks = [...readFileSync(PAGE, "utf8").matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text = ""]) => text,
  );
  expect(blocks.length).toBeGreaterThan(1);
  // A block that shows one key stands in an entry that has the rest.
  const least = { kind: "eks", region: "eu-central", environment: "production", sla: 2, kubernetes: "1.35" };
  for (const block of blocks) {
    const entry: unknown = { ...least, ...(parse(block) as object) };
    expect(clusterSchema.safeParse(entry).error).toBeUndefined();
  }
});
