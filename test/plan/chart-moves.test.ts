import { expect, test } from "vitest";
import { chartTexts } from "../../plan/chart-moves.ts";
import { diffPlans } from "../../plan/diff.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";

const release = (chart: string, version: string, values: Record<string, string> = {}): PlannedResource => ({
  type: "kubernetes:helm.sh/v3:Release",
  name: `dev-${chart}-release`,
  inputs: { name: chart, version, values },
  dependencies: [],
  protect: false,
  custom: true,
});

const plan = (...resources: PlannedResource[]): Plan => ({ schema: 1, stack: "dev", resources });

const texts = (before: Plan, after: Plan) => chartTexts({ ...diffPlans(before, after), fate: "stays" });

test("charts that move are told once, with the versions, and that nobody rendered them", () => {
  const before = plan(release("traefik", "41.3.0"), release("keda", "2.20.2"), release("loki", "18.11.0"));
  const after = plan(release("traefik", "41.4.0"), release("keda", "2.21.0"), release("loki", "18.11.0"));
  const told =
    "dev: other charts (keda 2.20.2 -> 2.21.0, traefik 41.3.0 -> 41.4.0); the objects inside of them are not rendered";
  expect(texts(before, after)).toEqual([told]);
  expect(diffText(diffFleets([before], [after]))).toContain(`! ${told}`);
});

test("other values of the same chart are no move", () => {
  const before = plan(release("traefik", "41.3.0"));
  expect(texts(before, plan(release("traefik", "41.3.0", { a: "b" })))).toEqual([]);
});
