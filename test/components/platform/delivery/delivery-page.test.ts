import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { metricsEndpoints } from "../../../../components/platform/metrics/endpoints.ts";
import { delivery } from "../../../../fleet/schema/delivery.ts";
import { tenantSchema } from "../../../../fleet/schema/tenant.ts";
import { addOnContext } from "../add-on-context.ts";
import { samplePlatform } from "../sample-platform.ts";
import { WITH_EVERYTHING } from "./sample-delivery.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const text = (path: string): string => readFileSync(resolve(ROOT, path), "utf8");

const PAGE = text("docs/delivery.md");
const TENANTS_PAGE = text("docs/tenants/delivery.md");

const block = (page: string, first: string): unknown => {
  const blocks = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, one = ""]) => one);
  return parse(
    blocks.find((one) => one.startsWith(`# ${first}\n`) && /^(delivery|applications):/m.test(one)) ?? "",
  );
};

describe("the page of delivery", () => {
  test("shows words of fleet.yaml that hold", () => {
    const { delivery: shown } = block(PAGE, "fleet.yaml") as { delivery: unknown };
    expect(delivery.parse(shown)).toMatchObject({
      windows: [{ byHand: true, environments: ["production"] }],
    });
  });

  test("names the metrics stores where they are", () => {
    const { level } = samplePlatform();
    for (const metrics of ["single", "cluster"] as const)
      expect(PAGE).toContain(metricsEndpoints({ level: { ...level, metrics } }).read);
  });

  test("names every Secret that is asked for, and where it comes from", () => {
    const objects =
      ADD_ONS["argo-cd"].objects?.(addOnContext("argo-cd", { settings: WITH_EVERYTHING })) ?? [];
    const orders = objects.filter(({ kind }) => kind === "ExternalSecret");
    expect(orders).toHaveLength(1);
    for (const { name, body } of orders) {
      const from = /"key":"atoll\/lagoon\/(\w+)"/.exec(JSON.stringify(body))?.[1] ?? "nothing";
      expect(PAGE).toMatch(new RegExp(`\`${name}\` +\\| \`atoll/<organisation>/${from}\``));
    }
  });
});

test("the page of tenants shows the applications of a sample as they are", () => {
  const { applications } = block(TENANTS_PAGE, "tenants/cobalt.yaml") as { applications: unknown };
  expect(tenantSchema.parse(parse(text("inventory/tenants/cobalt.yaml"))).applications).toEqual(
    tenantSchema.shape.applications.parse(applications),
  );
});
