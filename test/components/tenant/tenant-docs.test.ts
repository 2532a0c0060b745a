import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { limitPlan, quotaPlan } from "../../../components/tenant/quota-plan.ts";
import { SLICE_RESOURCES } from "../../../fleet/placement/slice-resources.ts";
import { tenantSchema } from "../../../fleet/schema/tenant.ts";
import { tierContract } from "../../../fleet/tiers.ts";
import { NODE_ATTACKS } from "../../sandbox/attacks-on-nodes.ts";
import { WALL_ATTACKS } from "../../sandbox/attacks-on-walls.ts";
import { ROLE_MATRIX } from "./role-matrix.ts";
import { generatedPage } from "../../generated-page.ts";

const PAGE = resolve(import.meta.dirname, "../../../docs/tenants.md");
const SIZES = ["small", "medium", "large"] as const;

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

function sizes(): string {
  const columns = SIZES.map((size) => {
    const { quota, limits } = tierContract("pooled", size);
    const [container, pod, volume] = limitPlan(limits);
    const hard = Object.entries(quotaPlan(quota, "gp3")[0]!.spec.hard).filter(([, amount]) => amount !== "0");
    const part = (name: string): string => {
      const [kind = "", key = ""] = name.split(/\.(.*)/);
      const usual =
        kind === "requests" ? container?.defaultRequest : kind === "limits" ? container?.default : {};
      return usual?.[key] === undefined ? "" : ` (${usual[key]})`;
    };
    return [
      ...hard.map(([name, amount]) => [name, `${amount}${part(name)}`] as const),
      ...Object.entries(pod?.max ?? {}).map(
        ([name, amount]) => [`most of one pod: ${name}`, amount] as const,
      ),
      ["most of one volume", volume?.max["storage"] ?? ""] as const,
    ];
  });
  const rows = columns[0]!.map(([name], index) => [name, ...columns.map((column) => column[index]![1])]);
  return table(["", ...SIZES], rows);
}

function roles(): string {
  const granted = ROLE_MATRIX.filter(({ developer }) => developer !== "-");
  const rows = granted.map(({ group, resource, developer, viewer }) => [
    `\`${resource}\`${group === "" ? "" : ` of \`${group}\``}`,
    developer,
    viewer,
  ]);
  return table(["", "Developer", "Viewer"], rows);
}

const attacks = (): string =>
  [...NODE_ATTACKS, ...WALL_ATTACKS].map(({ title }) => `- ${title}`).join("\n") +
  "\n- write into another tenant's namespace";

test("the page's tables are what the code says (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
  const blocks = { sizes: sizes(), roles: roles(), attacks: attacks() };
  const { shown, wanted } = await generatedPage(PAGE, blocks);
  expect(shown).toBe(wanted);
});

test("the page's figures are those of the loader's rule", () => {
  const page = readFileSync(PAGE, "utf8").replaceAll(/\s+/g, " ");
  expect(page).toContain(`A slice is ${SLICE_RESOURCES} resources with its component`);
  expect(page).toContain(`a tenant more adds ${SLICE_RESOURCES} resources`);
});

test("the entry that the page shows is a valid one", () => {
  const [, entry = ""] = /^```yaml\n([^]*?)^```/m.exec(readFileSync(PAGE, "utf8")) ?? [];
  expect(tenantSchema.safeParse(parse(entry)).error).toBeUndefined();
});
