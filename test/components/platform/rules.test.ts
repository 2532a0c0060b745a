import { describe, expect, test } from "vitest";
import { DASHBOARDS } from "../../../components/platform/dashboards/dashboards.ts";
import { platformRules } from "../../../components/platform/metrics/platform-rules/platform-rules.ts";
import { DROPPED_HISTOGRAMS } from "../../../components/platform/metrics/scrape-jobs.ts";
import { SCRAPED_METRICS } from "../../../components/platform/metrics/scraped-metrics.ts";
import { renderedRule, type RuleGroup, runbookFile } from "../../../components/platform/rules.ts";
import { everyAlert, everyGroup, groupsBy, KINDS } from "./all-rules.ts";
import { exposedMetrics } from "./exposed-metrics.ts";
import { readOf } from "./promql.ts";
import { strangeLabels } from "./metric-labels.ts";
import { ALERT_CASES } from "./rule-cases/rule-cases.ts";

const GROUPS = everyGroup();
const ALERTS = everyAlert();
const EXPRESSIONS = GROUPS.flatMap(([, { rules }]) => rules.map(({ expr }) => expr));

const nameOf = (rule: RuleGroup["rules"][number]): string => ("alert" in rule ? rule.alert : rule.record);

describe("rules of all add-ons", () => {
  const rules = GROUPS.flatMap(([addOn, { rules: all }]) => all.map((rule) => [addOn, rule] as const));

  test("are PromQL", () => {
    const faults = rules.flatMap(([addOn, rule]) =>
      readOf(rule.expr).faults.map((fault) => `${addOn} ${nameOf(rule)} ${fault}`),
    );
    expect(faults).toEqual([]);
    expect(rules.length).toBeGreaterThan(50);
  });

  test("read only metrics that somebody exposes", () => {
    const exposed = exposedMetrics();
    const strange = rules.flatMap(([addOn, rule]) =>
      readOf(rule.expr)
        .metrics.filter((metric) => !exposed.has(metric))
        .map((metric) => `${addOn} ${nameOf(rule)} reads ${metric}`),
    );
    expect(strange).toEqual([]);
  });

  test.each(Object.entries(KINDS))("have group names of their own in one cluster (%s)", (_, facts) => {
    const names = groupsBy(facts).map(([, { name }]) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  test("record each series once, unless labels tell them apart", () => {
    for (const facts of Object.values(KINDS)) {
      const recorded = groupsBy(facts).flatMap(([, { rules: all }]) =>
        all.flatMap((rule) => ("record" in rule ? [`${rule.record} ${JSON.stringify(rule.labels)}`] : [])),
      );
      expect(recorded).toEqual([...new Set(recorded)]);
    }
  });
});

describe("dashboards", () => {
  const queries = DASHBOARDS.flatMap(({ uid, variables = [], rows }) => [
    ...variables.map(({ metric }) => [uid, metric] as const),
    ...rows.flatMap(({ panels }) =>
      panels.flatMap((panel) => panel.queries.map(({ expr }) => [`${uid}: ${panel.title}`, expr] as const)),
    ),
  ]);

  test("ask in PromQL, and only for metrics that somebody exposes", () => {
    const exposed = exposedMetrics();
    const wrong = queries.flatMap(([where, expr]) => {
      const { faults, metrics } = readOf(expr);
      const strange = metrics.filter((metric) => !exposed.has(metric));
      return [...faults, ...strange].map((one) => `${where}: ${one}`);
    });
    expect(wrong).toEqual([]);
    expect(queries.length).toBeGreaterThan(50);
  });

  test("or rules read each metric of the cluster that is listed", () => {
    const read = new Set(
      [...queries.map(([, expr]) => expr), ...EXPRESSIONS].flatMap((expr) => readOf(expr).metrics),
    );
    const listed = Object.values(SCRAPED_METRICS).flat();
    expect(listed.filter((metric) => !read.has(metric))).toEqual([]);
  });

  test("and rules read nothing that the collector drops", () => {
    const read = [...queries.map(([, expr]) => expr), ...EXPRESSIONS];
    const dropped = new Set(DROPPED_HISTOGRAMS);
    expect(read.flatMap((expr) => readOf(expr).metrics).filter((metric) => dropped.has(metric))).toEqual([]);
  });
});

describe("labels in the rules of the whole platform", () => {
  test.each(Object.entries(KINDS))("are labels that the metrics have (%s)", (_, facts) => {
    const rules = platformRules({ facts, has: () => true }).flatMap((group) => group.rules);
    const strange = rules.flatMap((rule) => strangeLabels(rule.expr).map((one) => `${nameOf(rule)}: ${one}`));
    expect(strange).toEqual([]);
  });

  test("are found when the metric has no such label", () => {
    expect(strangeLabels('kube_node_status_condition{type="Ready"} == 0')).toEqual([
      "kube_node_status_condition has no label type",
    ]);
    expect(strangeLabels("sum by (pvc) (kubelet_volume_stats_available_bytes)")).toEqual([
      "nothing has a label pvc",
    ]);
  });
});

describe("alerts of all add-ons", () => {
  test("say how urgent they are, who answers, what is wrong, and where it is written what to do", () => {
    for (const [, alert] of ALERTS) {
      const { labels, annotations } = renderedRule(alert, "https://example.com") as Record<
        "labels" | "annotations",
        Record<string, string>
      >;
      expect(labels["severity"]).toMatch(/^(critical|warning|info)$/);
      expect(labels["owner"]).toMatch(/^[a-z-]+$/);
      expect(annotations["summary"]).toMatch(/^\S.{14,}\.$/);
      expect(annotations["runbook_url"]).toBe(`https://example.com/${runbookFile(alert.alert)}`);
    }
    expect(ALERTS.length).toBeGreaterThan(30);
  });

  test("have a name in CamelCase, one of each severity unless labels tell them apart, and hold for a time in the words of Prometheus", () => {
    const names = ALERTS.map(([, { alert, severity }]) => `${alert} ${severity}`);
    for (const [, alert] of ALERTS) {
      expect(alert.alert).toMatch(/^([A-Z][a-z0-9]*)+$/);
      expect(alert.for ?? "0s").toMatch(/^\d+[smhd]$/);
    }
    const perKind = Object.values(KINDS).map((facts) =>
      groupsBy(facts)
        .flatMap(([, { rules }]) => rules)
        .flatMap((rule) =>
          "alert" in rule ? [`${rule.alert} ${rule.severity} ${JSON.stringify(rule.labels)}`] : [],
        ),
    );
    for (const some of perKind) expect(some).toEqual([...new Set(some)]);
    expect(names.length).toBeGreaterThan(30);
  });
});

/** An expression whose alerts say in which namespace something is. */
const ABOUT_A_NAMESPACE = /\bby \([^)]*\b(dest_|exported_)?namespace\b/;

test("an alert about a namespace says which tenant's it is", () => {
  const silent = ALERTS.filter(([, { expr }]) => ABOUT_A_NAMESPACE.test(expr) && !expr.includes('"tenant"'));
  expect(silent.map(([addOn, { alert }]) => `${addOn} ${alert}`)).toEqual([]);
  expect(ALERTS.filter(([, { expr }]) => ABOUT_A_NAMESPACE.test(expr)).length).toBeGreaterThan(15);
});

describe("alerts on made-up series", () => {
  const known = new Set(ALERTS.map(([, { alert, severity }]) => `${alert} ${severity}`));
  const tried = new Set(
    ALERT_CASES.flatMap(({ alert, fires }) => fires.map(({ severity }) => `${alert} ${severity}`)),
  );

  test("are made to fire, each of them", () => {
    expect([...known].filter((one) => !tried.has(one)).sort()).toEqual([]);
  });

  test("are made to stay silent, but for the one that always fires", () => {
    expect(ALERT_CASES.filter(({ quiet }) => quiet === undefined).map(({ alert }) => alert)).toEqual([
      "Watchdog",
    ]);
  });

  test("are alerts that exist", () => {
    expect([...tried].filter((one) => !known.has(one))).toEqual([]);
  });
});

describe("rules of the whole platform", () => {
  test.each(Object.entries(KINDS))("read nothing of add-ons that are not there (%s)", (_, facts) => {
    const rules = platformRules({ facts, has: () => false }).flatMap((group) => group.rules);
    const recorded = rules.flatMap((rule) => ("record" in rule ? [rule.record] : []));
    const known = new Set<string>([...Object.values(SCRAPED_METRICS).flat(), ...recorded]);
    const strange = rules.flatMap(({ expr }) => readOf(expr).metrics.filter((metric) => !known.has(metric)));
    expect(strange).toEqual([]);
    expect(rules.length).toBeGreaterThan(10);
  });

  test("watch etcd where it is ours, and what AWS gives where AWS gives it", () => {
    const names = (facts: (typeof KINDS)["eks"]) =>
      platformRules({ facts, has: () => true }).flatMap(({ rules }) =>
        rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])),
      );
    const own = { eks: ["AddressesExhausted", "SpotNodesLost"], k3s: ["EtcdNearlyFull", "EtcdMemberLost"] };
    expect(names(KINDS.eks)).toEqual(expect.arrayContaining(own.eks));
    expect(names(KINDS.k3s)).toEqual(expect.arrayContaining(own.k3s));
    const elsewhere = names(KINDS.attached);
    expect([...own.eks, ...own.k3s].filter((one) => elsewhere.includes(one))).toEqual([]);
    expect(own.k3s.filter((one) => names(KINDS.eks).includes(one))).toEqual([]);
  });
});

describe("the checks", () => {
  test("find what is no PromQL", () => {
    expect(readOf("sum by (a) rate(b[5m]))").faults.length).toBeGreaterThan(0);
    expect(readOf('up{job="x" == 1').faults.length).toBeGreaterThan(0);
  });

  test("find every metric and label of an expression, and take Grafana's variables for what they stand for", () => {
    const expr =
      'sum by (le, pod) (rate(a_bucket{cluster="$cluster",x!="y"}[$__rate_interval])) / on (pod) group_left (node) b:c and absent(d)';
    expect(readOf(expr)).toEqual({
      metrics: ["a_bucket", "b:c", "d"],
      labels: ["cluster", "le", "node", "pod", "x"],
      grouped: ["le", "node", "pod"],
      faults: [],
    });
  });

  test("don't know a metric that nobody exposes", () => {
    expect(exposedMetrics().has("kube_pod_container_status_restarts")).toBe(false);
    expect(exposedMetrics().has("kube_pod_container_status_restarts_total")).toBe(true);
  });
});
