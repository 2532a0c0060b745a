import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { dashboardObjects } from "../../../../components/platform/dashboards/grafana-folders.ts";
import { alertmanagerConfig } from "../../../../components/platform/metrics/alert-routing.ts";
import { requestRules } from "../../../../components/platform/metrics/platform-rules/requests.ts";
import { tenantNamespace } from "../../../../fleet/names.ts";
import { samplePlatform } from "../../platform/sample-platform.ts";
import { readOf } from "../../platform/promql.ts";
import { matchersOf } from "./matchers.ts";
import { soundId } from "./odd-strings.ts";
import { promisedRules } from "./promised-slice.ts";

/** Ids that the loader takes: no word `svc`, and none that continues another with a hyphen. */
const tenantId = soundId.filter((id) => !id.split("-").includes("svc"));
const tenantIds = fc
  .uniqueArray(tenantId, { minLength: 1, maxLength: 5 })
  .filter((ids) => ids.every((id) => !ids.some((other) => id.startsWith(`${other}-`))));

/** How Prometheus and Alertmanager hold a pattern against a label: the whole of it. */
const matches = (pattern: string, label: string): boolean => new RegExp(`^(?:${pattern})$`).test(label);

/** The name that Traefik gives to a Service behind a route of ours. */
function served(tenant: string, environment: string, application: string): string {
  const namespace = tenantNamespace(tenant, environment);
  const single = (text: string): string => text.replaceAll(/-+/g, "-");
  const gateway = single(`gw-traefik-${namespace}-ep-websecure-0-af329269dd38031b03e3`);
  return `${single(`httproute-${namespace}-${application}`)}-${gateway}-svc-${namespace}-${application}-0@kubernetesgateway`;
}

/** The pattern by which rules of the platform read tenant and Service out of such a name. */
const [SERVED = ""] = requestRules({ has: () => true })
  .flatMap(({ rules }) => rules)
  .filter((rule) => "record" in rule && rule.record === "tenant_service:gateway_requests:rate5m")
  .flatMap(({ expr }) =>
    matchersOf(expr).flatMap(({ label, value }) => (label === "service" ? [value] : [])),
  );

describe("requests", () => {
  test("count for the tenant whose they are, whatever ids and applications are called", () => {
    fc.assert(
      fc.property(tenantId, soundId, soundId, (tenant, environment, application) => {
        const found = new RegExp(`^(?:${SERVED})$`).exec(served(tenant, environment, application));
        expect(found?.slice(1)).toEqual([tenant, `${environment}-${application}`]);
      }),
      { numRuns: 1000 },
    );
  });

  test("of a tenant with the word svc would count as another's, so no id has it", () => {
    const found = new RegExp(`^(?:${SERVED})$`).exec(served("x-ep-w-0-a-svc-acme", "live", "web"));
    expect(found?.[1]).toBe("acme");
  });

  test("count towards a tenant's own objective if they are its own, and for no tenant of a similar name", () => {
    const near = (id: string) => fc.constantFrom(`${id}-dev`, `${id}x`, `x${id}`, `x-${id}`, id.slice(0, -1));
    const pair = fc
      .tuple(tenantId, tenantId)
      .chain(([id, other]) => fc.tuple(fc.constant(id), fc.oneof(near(id), fc.constant(other))));
    fc.assert(
      fc.property(pair, soundId, ([tenant, other], environment) => {
        fc.pre(other !== tenant && other !== "");
        const rules = promisedRules({ tenant, environment }).flatMap((group) => group.rules);
        const named = rules
          .flatMap(({ expr }) => matchersOf(expr))
          .filter(
            ({ label, value }) =>
              label === "service" && value.startsWith(".+-svc-(") && !value.includes("?:"),
          );
        expect(named.length).toBeGreaterThan(0);
        for (const { value } of named) {
          expect(matches(value, served(tenant, environment, "shop"))).toBe(true);
          expect(matches(value, served(other, environment, "shop"))).toBe(false);
          expect(matches(value, served(tenant, environment, "old"))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("alerts", () => {
  test("of a tenant reach the routes that it names, those of a similar name don't, and YAML keeps every word", () => {
    fc.assert(
      fc.property(
        tenantIds,
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
        (tenants, target) => {
          const route = { name: "team", kind: "slack", target, severities: ["critical"], tenants } as const;
          const settings = { heartbeat: false, routes: [{ ...route, severities: ["critical" as const] }] };
          const config = alertmanagerConfig(settings, "prod");
          const read = parse(
            stringify(config, { lineWidth: 0, aliasDuplicateObjects: false }),
          ) as typeof config;
          expect(read).toEqual(config);
          expect(JSON.stringify(read["receivers"])).toContain(JSON.stringify(target));
          const text = JSON.stringify(read["route"]);
          const pattern = /tenant=~\\"([^"\\]*)\\"/.exec(text)?.[1] ?? "";
          for (const id of tenants) {
            expect(matches(pattern, id)).toBe(true);
            expect(matches(pattern, `${id}-dev`)).toBe(false);
            expect(matches(pattern, `x${id}`)).toBe(tenants.includes(`x${id}`));
          }
          expect(matches(pattern, "")).toBe(false);
        },
      ),
    );
  });
});

describe("dashboards", () => {
  test("of a tenant are JSON, in PromQL, and show its own series alone", () => {
    fc.assert(
      fc.property(tenantIds, (tenants) => {
        const settings = samplePlatform({ tenants });
        const objects = dashboardObjects({ settings, has: () => true });
        const data = objects.find(({ name }) => name === "tenant-dashboards")?.body["data"] as Record<
          string,
          string
        >;
        expect(Object.keys(data)).toEqual(tenants.map((tenant) => `${tenant}.json`));
        for (const tenant of tenants) {
          const { uid, panels } = JSON.parse(data[`${tenant}.json`] ?? "") as {
            readonly uid: string;
            readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
          };
          expect(uid).toBe(`tenant-${tenant}`);
          const exprs = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
          expect(exprs.flatMap((expr) => readOf(expr).faults)).toEqual([]);
          for (const expr of exprs) expectOwn(expr, tenant);
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** Each expression matches the tenant or its namespaces, and neither of a tenant of a similar name. */
function expectOwn(expr: string, tenant: string): void {
  const own = matchersOf(expr).filter(({ label }) => label === "tenant" || label === "namespace");
  expect(own.length, expr).toBeGreaterThan(0);
  for (const { label, value } of own) {
    const labelOf = (id: string): string => (label === "tenant" ? id : tenantNamespace(id, "live"));
    expect(matches(value, labelOf(tenant))).toBe(true);
    expect([`${tenant}-dev`, `x${tenant}`].filter((id) => matches(value, labelOf(id)))).toEqual([]);
  }
}
