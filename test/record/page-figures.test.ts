import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { plansTable } from "../../cli/plan-table.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { planTotals } from "../../plan/summary.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { stackEntries } from "../../fleet/stack-names.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const fleet = checkedFleet(join(ROOT, "inventory"), new Date().toISOString().slice(0, 10));
const plans = await planStacks(fleet, stackEntries(fleet));
const total = (stack: string): number => plans.find((plan) => plan.stack === stack)?.resources.length ?? 0;

const rows = plans.map((plan) => ({ stack: plan.stack, totals: planTotals(plan) }));

/** What a page shows of the sample fleet, and what the plans say. */
const FIGURES: readonly (readonly [page: string, shown: RegExp, planned: string])[] = [
  ["README.md", /(?<=^dev: )\d+(?= created, in the simulated AWS)/m, `${total("dev")}`],
  ["README.md", /(?<=^dev: 1 replaced, 8 changed, 10 added, )\d+(?= unchanged$)/m, `${total("dev") - 9}`],
  ["README.md", /\d+(?= stacks without changes$)/m, `${plans.length - 1}`],
  ["docs/sandbox.md", /(?<=^dev: )\d+(?= created, in the simulated AWS)/m, `${total("dev")}`],
  ["docs/sandbox.md", /(?<=^ok dev: destroy .* s )\d+(?= deleted$)/m, `${total("dev")}`],
  ["docs/plans.md", /(?<=^\$ npx atoll plan\n)[^]*?(?=\n```$)/m, stripVTControlCharacters(plansTable(rows))],
  ["docs/plans.md", /(?<=^dev: 1 changed, )\d+(?= unchanged$)/m, `${total("dev") - 1}`],
  ["docs/plans.md", /(?<=^prod: 4 deleted, 3 changed, )\d+(?= unchanged$)/m, `${total("prod") - 7}`],
];

test.each(FIGURES)(
  "%s shows for %s what the plans say (ATOLL_UPDATE_DOCS=1 writes it)",
  (name, shown, planned) => {
    const page = join(ROOT, name);
    const text = readFileSync(page, "utf8");
    expect(text).toMatch(shown);
    if (process.env["ATOLL_UPDATE_DOCS"] === "1")
      writeFileSync(
        page,
        text.replace(shown, () => planned),
      );
    expect(shown.exec(readFileSync(page, "utf8"))?.[0]).toBe(planned);
  },
);
