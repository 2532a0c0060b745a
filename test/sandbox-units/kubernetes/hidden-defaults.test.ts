import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { valueFailures } from "../../../sandbox/kubernetes/chart-values.ts";

test("values that a chart hides for its profiles, as those of Istio do, are values it knows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chart-values-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(
    join(folder, "values.yaml"),
    "_internal_defaults_do_not_set:\n  base: { excludedCRDs: [] }\n",
  );
  expect(await valueFailures({ folder }, { base: { excludedCRDs: ["a"] }, profile: "ambient" })).toEqual([]);
  expect(await valueFailures({ folder }, { bass: {} })).toEqual([
    { property: "values.bass", reason: "the chart has no such value" },
  ]);
});
