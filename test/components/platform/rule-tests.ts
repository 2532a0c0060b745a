import { stringify } from "yaml";
import { renderedRule, runbookFile, type RuleGroup } from "../../../components/platform/rules.ts";
import { promisedRules } from "../tenant/watch/promised-slice.ts";
import { groupsBy, KINDS } from "./all-rules.ts";
import { readOf } from "./promql.ts";
import type { AlertCase, Fired, RecordCase, Series } from "./rule-cases/rule-case.ts";

const RUNBOOKS = "https://example.com/runbooks";

/** Groups as a rule file of Prometheus. */
export function ruleFile(groups: readonly RuleGroup[]): string {
  return stringify({
    groups: groups.map(({ name, intervalSeconds = 60, rules }) => ({
      name,
      interval: `${intervalSeconds}s`,
      rules: rules.map((rule) => renderedRule(rule, RUNBOOKS)),
    })),
  });
}

const nameOf = (rule: RuleGroup["rules"][number]): string => ("alert" in rule ? rule.alert : rule.record);

/** The rules of one name and those that record what they read, of the platform and of a tenant with a promise of its own. */
function needed(name: string, kind: keyof typeof KINDS): readonly RuleGroup[] {
  const groups = [...groupsBy(KINDS[kind]).map(([, group]) => group), ...promisedRules()];
  const names = new Set<string>();
  const take = (one: string): void => {
    if (names.has(one)) return;
    names.add(one);
    const rules = groups.flatMap(({ rules: all }) => all.filter((rule) => nameOf(rule) === one));
    for (const metric of rules.flatMap(({ expr }) => readOf(expr).metrics)) take(metric);
  };
  take(name);
  return groups
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => names.has(nameOf(rule))) }))
    .filter(({ rules }) => rules.length > 0);
}

/** A file of rules and the file of their tests. */
export interface RuleTest {
  readonly name: string;
  readonly rules: string;
  /** @param rulesPath where the rules have been written */
  readonly test: (rulesPath: string) => string;
}

function expected(alert: string, { severity, owner = "platform", labels, summary }: Fired) {
  return {
    exp_labels: { severity, owner, ...labels },
    exp_annotations: { summary, runbook_url: `${RUNBOOKS}/${runbookFile(alert)}` },
  };
}

const inputs = (series: Series) => Object.entries(series).map(([name, values]) => ({ series: name, values }));

function testFile(rulesPath: string, tests: readonly object[]): string {
  return stringify({ rule_files: [rulesPath], evaluation_interval: "1m", tests });
}

/** A world in which an alert fires and one in which it is silent. */
export function alertTest({ alert, kind = "eks", series, at, fires, quiet }: AlertCase): RuleTest {
  const world = (name: string, some: Series, alerts: readonly Fired[]) => ({
    name,
    interval: "1m",
    input_series: inputs(some),
    alert_rule_test: [
      { eval_time: at, alertname: alert, exp_alerts: alerts.map((one) => expected(alert, one)) },
    ],
  });
  const silent = quiet === undefined ? [] : [world(`${alert} is silent`, quiet, [])];
  const tests = [world(`${alert} fires`, series, fires), ...silent];
  return {
    name: `${alert}-${kind}`,
    rules: ruleFile(needed(alert, kind)),
    test: (rulesPath) => testFile(rulesPath, tests),
  };
}

/** A world in which a series is recorded. */
export function recordTest({ record, series, at, samples }: RecordCase): RuleTest {
  const tests = [
    {
      name: record,
      interval: "1m",
      input_series: inputs(series),
      promql_expr_test: [
        {
          // Which drops the name, and the digits that only arithmetic has made.
          expr: `round(${record}, 0.000001)`,
          eval_time: at,
          exp_samples: samples.map(({ labels, value }) => ({ labels, value })),
        },
      ],
    },
  ];
  return {
    name: record.replaceAll(":", "-"),
    rules: ruleFile(needed(record, "eks")),
    test: (rulesPath) => testFile(rulesPath, tests),
  };
}
