import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { SliceObject } from "../../../../components/tenant/slice-object.ts";
import { type SlicePlan, slicePlan } from "../../../../components/tenant/slice-plan.ts";
import { ADD_ON_NAMES } from "../../../../fleet/schema/add-ons.ts";
import { type TenantEntry, tenantSchema } from "../../../../fleet/schema/tenant.ts";
import { readOf } from "../../platform/promql.ts";
import { sliceOf } from "../counted-slices.ts";
import { FACTS } from "../sample-slices.ts";
import { matchersOf } from "./matchers.ts";
import { oddEntry } from "./odd-strings.ts";

/** What an entry becomes, with every add-on there is. */
interface Rendered {
  readonly entry: TenantEntry;
  readonly plan: SlicePlan;
}

/** Checks what the schema takes of many entries; too few taken would prove nothing. */
function forAll(check: (rendered: Rendered) => void): void {
  let taken = 0;
  fc.assert(
    fc.property(oddEntry, (entry) => {
      const parsed = tenantSchema.safeParse(entry);
      if (!parsed.success) return;
      taken += 1;
      const settings = { ...sliceOf(ADD_ON_NAMES, entry), metricsAddress: "http://store:8428" };
      check({ entry: parsed.data, plan: slicePlan(settings, FACTS) });
    }),
    { numRuns: 400, seed: 8 },
  );
  expect(taken).toBeGreaterThan(60);
}

const objectsOf = ({ objects }: SlicePlan, kind: string): readonly SliceObject[] =>
  objects.filter((one) => one.kind === kind);

/** What a field of an object holds, however deep. */
function at(object: SliceObject | undefined, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    object?.body,
  );
}

const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();

describe("whatever the schema takes of a tenant's entry", () => {
  test("is data in every object: as YAML it is read again as it was", () => {
    forAll(({ plan }) => {
      const plain: unknown = JSON.parse(JSON.stringify(plan));
      expect(parse(stringify(plan, { aliasDuplicateObjects: false }))).toEqual(plain);
    });
  });

  test("holds the groups of its people as they were written, in roles and in Argo CD", () => {
    forAll(({ entry: { groups }, plan }) => {
      const [developer, viewer] = plan.roles.map(({ subjects }) =>
        subjects.flatMap(({ kind, name }) => (kind === "Group" ? [name] : [])),
      );
      expect([developer, viewer]).toEqual([groups.developers, groups.viewers]);
      for (const project of objectsOf(plan, "AppProject"))
        expect([
          at(project, "spec", "roles", 0, "groups"),
          at(project, "spec", "roles", 1, "groups"),
        ]).toEqual([[...(groups.developers ?? [])].sort(), [...(groups.viewers ?? [])].sort()]);
    });
  });

  test("comes to guards as it was: hosts and registries are cut apart where they were joined", () => {
    forAll(({ entry: { applications, registries = [] }, plan }) => {
      const values = Object.values(plan.namespace.annotations);
      const hosts = Object.values(applications).flatMap((one) => one.hosts["live"] ?? []);
      const known = new Set(values.flatMap((value) => value.split(",")));
      expect([...hosts, ...registries].filter((one) => !known.has(one))).toEqual([]);
      if (registries.length > 0) expect(values.map((value) => value.split(","))).toContainEqual(registries);
    });
  });

  test("is a label where it becomes one", () => {
    forAll(({ plan }) => {
      const values = [plan.namespace.labels, plan.labels].flatMap((labels) => Object.values(labels));
      expect(values.filter((value) => !/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value))).toEqual([]);
    });
  });
});

describe("applications", () => {
  test("are values of a list, and no part of a template", () => {
    const template = (plan: SlicePlan) => at(objectsOf(plan, "ApplicationSet")[0], "spec", "template");
    const plain = { applications: { plain: { repository: "https://a.io/b" } } };
    const entry = {
      displayName: "A",
      tier: "pooled",
      size: "small",
      environments: { live: { cluster: "dev" } },
    };
    const usual = template(slicePlan(sliceOf(ADD_ON_NAMES, { ...entry, ...plain }), FACTS));
    forAll(({ entry: { applications }, plan }) => {
      const [set] = objectsOf(plan, "ApplicationSet");
      const names = Object.keys(applications);
      expect(set === undefined).toBe(names.length === 0);
      if (set === undefined) return;
      expect(template(plan)).toEqual(usual);
      const generators = at(set, "spec", "generators") as { list: { elements: Record<string, string>[] } }[];
      const elements = generators.flatMap(({ list }) => list.elements);
      const wanted = Object.entries(applications).map(([name, { repository, path, revisions }]) => ({
        name,
        repository,
        revision: revisions["live"],
        path,
      }));
      const byName = (a: { name?: string }, b: { name?: string }) =>
        (a.name ?? "") < (b.name ?? "") ? -1 : 1;
      expect(elements.sort(byName)).toEqual(wanted.sort(byName));
      const sources = at(objectsOf(plan, "AppProject")[0], "spec", "sourceRepos");
      expect(sources).toEqual(sorted(Object.values(applications).map(({ repository }) => repository)));
    });
  });

  test("are reached by the names that were written and their own, and have certificates for no others", () => {
    forAll(({ entry: { applications }, plan }) => {
      const own = Object.keys(applications).map((name) => `${name}.live.acme.apps.lagoon.cloud`);
      const further = Object.values(applications).flatMap((one) => one.hosts["live"] ?? []);
      const routed = objectsOf(plan, "HTTPRoute").flatMap((one) => at(one, "spec", "hostnames") as string[]);
      expect(sorted(routed)).toEqual(sorted([...own, ...further]));
      const certified = objectsOf(plan, "Certificate").flatMap(
        (one) => at(one, "spec", "dnsNames") as string[],
      );
      const star = own.length === 0 ? [] : ["*.live.acme.apps.lagoon.cloud"];
      expect(sorted(certified)).toEqual(sorted([...star, ...further]));
    });
  });

  test("scale by one question about their own namespace, with the labels that were written", () => {
    let seen = 0;
    forAll(({ entry: { applications }, plan }) => {
      for (const scaler of objectsOf(plan, "ScaledObject")) {
        seen += 1;
        const query = applications[scaler.name]?.scaling?.query;
        const asked = at(scaler, "spec", "triggers", 0, "metadata", "query") as string;
        expect(readOf(asked)).toMatchObject({ faults: [], metrics: [query?.metric] });
        const pairs = matchersOf(asked).map(({ label, value }) => [label, value]);
        expect(pairs.filter(([label]) => label === "namespace")).toEqual([["namespace", "acme--live"]]);
        expect(Object.fromEntries(pairs)).toEqual({ ...query?.labels, namespace: "acme--live" });
      }
    });
    expect(seen).toBeGreaterThan(60);
  });

  test("are in rules that are PromQL and count the tenant's own requests alone", () => {
    let seen = 0;
    forAll(({ entry: { applications }, plan }) => {
      for (const rules of objectsOf(plan, "PrometheusRule")) {
        seen += 1;
        const groups = at(rules, "spec", "groups") as { rules: { expr: string }[] }[];
        const exprs = groups.flatMap((group) => group.rules.map(({ expr }) => expr));
        expect(exprs.flatMap((expr) => readOf(expr).faults)).toEqual([]);
        const all = exprs.flatMap(matchersOf);
        expect(sorted(all.flatMap(({ label, value }) => (label === "tenant" ? [value] : [])))).toEqual([
          "acme",
        ]);
        const counted = all.flatMap(({ label, value }) =>
          label === "service" && value.startsWith("live-") ? [value] : [],
        );
        const names = Object.keys(applications).sort();
        expect(sorted(counted)).toEqual([`live-(${names.join("|")})`]);
      }
    });
    expect(seen).toBeGreaterThan(40);
  });
});
