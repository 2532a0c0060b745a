import type { TenantSettings } from "../../../../components/tenant/settings.ts";
import type { SliceContext, SliceObject } from "../../../../components/tenant/slice-object.ts";
import { slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { objectiveRules } from "../../../../components/tenant/watch/own-objectives.ts";
import type { RuleGroup } from "../../../../components/platform/rules.ts";
import { sampleApplication } from "../delivery/sample-applications.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";

/** An environment that was promised less than all others: 99 in a hundred, and 1.2 seconds. */
export function promisedSlice(changes: Partial<TenantSettings> = {}): TenantSettings {
  return sampleSlice({
    tenant: "cobalt",
    environment: "production",
    addOns: ["traefik", "victoria-metrics"],
    domain: "production.cobalt.apps.lagoon.cloud",
    slo: { availability: "99", latencyMilliseconds: 1200 },
    runbooksUrl: "https://example.com/runbooks",
    applications: [
      sampleApplication({ name: "api", hosts: ["api.production.cobalt.apps.lagoon.cloud"] }),
      sampleApplication({
        name: "shop",
        hosts: ["shop.production.cobalt.apps.lagoon.cloud"],
        canaryPercent: 10,
      }),
    ],
    ...changes,
  });
}

/** The object with its objectives, if it has one. */
export function objectivesOf(changes: Partial<TenantSettings> = {}): SliceObject | undefined {
  return slicePlan(promisedSlice(changes), FACTS).objects.find(({ role }) => role === "objectives");
}

/** The rules themselves. */
export function promisedRules(changes: Partial<TenantSettings> = {}): readonly RuleGroup[] {
  const settings = promisedSlice(changes);
  const context: SliceContext = {
    settings,
    facts: FACTS,
    namespace: `${settings.tenant}--${settings.environment}`,
    labels: {},
    has: () => true,
  };
  return objectiveRules(context);
}
