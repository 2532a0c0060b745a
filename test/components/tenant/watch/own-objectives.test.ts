import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runbookFile } from "../../../../components/platform/rules.ts";
import { slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { tenantSchema } from "../../../../fleet/schema/tenant.ts";
import { readOf } from "../../platform/promql.ts";
import { groupsBy, KINDS } from "../../platform/all-rules.ts";
import { FACTS, sampleSlice } from "../sample-slices.ts";
import { objectivesOf, promisedRules, promisedSlice } from "./promised-slice.ts";

const RULES = promisedRules().flatMap(({ rules }) => rules);
const ALERTS = RULES.flatMap((rule) => ("alert" in rule ? [rule] : []));

describe("an environment that was promised something of its own", () => {
  test("has one object for it, out of its tenant's reach and with its tenant's labels", () => {
    expect(objectivesOf()).toMatchObject({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      name: "atoll-cobalt--production",
      namespace: "monitoring",
      needs: "victoria-metrics",
    });
  });

  test("counts its own Services and their canaries, and nobody else's", () => {
    const [events, slow] = ["availability", "latency"].map((promised) =>
      RULES.flatMap((rule) =>
        "record" in rule &&
        rule.record === "slo:events:rate5m" &&
        rule.labels?.["slo"] === `cobalt--production:${promised}`
          ? [rule.expr]
          : [],
      ),
    );
    expect(events).toEqual([
      'tenant_service:gateway_requests:rate5m{tenant="cobalt",service=~"production-(api|shop|shop-canary)"}',
    ]);
    expect(slow).toHaveLength(1);
    expect(slow?.[0]).toContain(
      'le="+Inf",service=~".+-svc-(cobalt--production-api|cobalt--production-shop|cobalt--production-shop-canary)-[0-9]+@kubernetesgateway"',
    );
  });

  test("is told about by alerts that have pages, and only when its own targets are missed", () => {
    const pages = readdirSync(resolve(import.meta.dirname, "../../../../docs/runbooks"));
    expect(ALERTS.map(({ alert, severity }) => `${alert} ${severity}`)).toEqual([
      "TenantErrorsAboveTarget critical",
      "TenantErrorsAboveTarget warning",
      "TenantLatencyAboveTarget critical",
      "TenantLatencyAboveTarget warning",
    ]);
    expect(ALERTS.filter(({ alert }) => !pages.includes(runbookFile(alert)))).toEqual([]);
    const [errors] = ALERTS;
    expect(errors?.expr).toContain('slo:error_ratio:1h{slo="cobalt--production:availability"} > 0.144');
    expect(ALERTS[2]?.summary).toContain("longer than 1200 ms");
  });

  test("reads only what the platform records or Traefik counts", () => {
    const recorded = groupsBy(KINDS.eks).flatMap(([, { rules }]) =>
      rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])),
    );
    const read = new Set(RULES.flatMap(({ expr }) => readOf(expr).metrics));
    expect([...read].filter((name) => !recorded.includes(name))).toEqual([
      "traefik_service_request_duration_seconds_bucket",
    ]);
  });

  test.each([100, 300, 1200, 5000] as const)(
    "may be promised %i ms, which Traefik counts by",
    (milliseconds) => {
      const rules = promisedRules({ slo: { availability: "99.9", latencyMilliseconds: milliseconds } });
      const bucket = { 100: 'le="0.1"', 300: 'le="0.3"', 1200: 'le="1.2"', 5000: 'le=~"5([.]0)?"' }[
        milliseconds
      ];
      expect(JSON.stringify(rules)).toContain(JSON.stringify(bucket).slice(1, -1));
    },
  );
});

describe("there are no such rules", () => {
  const { slo: _, ...unpromised } = promisedSlice();
  const { domain: __, ...unnamed } = promisedSlice();
  test.each([
    ["without a promise", unpromised],
    ["without applications that are reached from outside", promisedSlice({ applications: [] })],
    ["where nothing has a name", unnamed],
    ["where nobody evaluates them", promisedSlice({ addOns: ["traefik"] })],
    ["where nobody counts requests", promisedSlice({ addOns: ["victoria-metrics"] })],
  ])("%s", (__, settings) => {
    expect(slicePlan(settings, FACTS).objects.filter(({ role }) => role === "objectives")).toEqual([]);
  });
});

describe("who pays", () => {
  const payer = (changes = {}) =>
    slicePlan(sampleSlice(changes), FACTS).namespace.labels["atoll/cost-centre"];

  test("is a label of the namespace, and the tenant where nobody else is named", () => {
    expect(payer({ costCentre: "EU-4711.b" })).toBe("EU-4711.b");
    expect(payer()).toBe("acme");
  });

  test.each(["", "-4711", "4711-", "a b", "münchen", 'x"', "x".repeat(51), "a/b"])(
    "is refused as no label: %s",
    (costCentre) => {
      const entry = { displayName: "Acme", tier: "pooled", size: "small", environments: {}, costCentre };
      expect(tenantSchema.safeParse(entry).error?.issues.map(({ message }) => message)).toEqual([
        "1..50 letters, digits and . _ - between a letter or digit at either end, such as 4711",
      ]);
    },
  );
});

test("a time that Traefik does not count by is refused with those that it does", () => {
  const entry = { displayName: "Acme", tier: "pooled", size: "small", environments: {} };
  const { error } = tenantSchema.safeParse({ ...entry, slo: { latencyMilliseconds: 200 } });
  expect(error?.issues.map(({ message }) => message)).toEqual(["one of the numbers 100, 300, 1200, 5000"]);
});

test.each([99.5, "100", "89.9", "99.999", "99,5", "9e1", ""])("is no percentage: %j", (availability) => {
  const entry = { displayName: "Acme", tier: "pooled", size: "small", environments: {} };
  const { error } = tenantSchema.safeParse({ ...entry, slo: { availability } });
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'percent in 90..99.99, quoted, with two digits after the point at most: "99.5"',
  ]);
});
