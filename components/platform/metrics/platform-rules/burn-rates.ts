import type { AlertRule, RecordingRule, RuleGroup } from "../../rules.ts";
import type { Burn, Slo } from "./slos.ts";

/** How fast the budget of thirty days goes, seen over a long window, and over a short one that ends the alert soon. */
interface BurnRate {
  /** Times the rate at which the budget would last exactly thirty days. */
  readonly factor: number;
  readonly long: string;
  readonly short: string;
  /** Seconds of the long window. */
  readonly longSeconds: number;
}

const HOUR = 3600;

/**
 * 2 % of the budget in an hour or 5 % in six wake somebody up; 10 % in a day or in three days are for this week.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
const BURN_RATES: Readonly<Record<Burn, readonly BurnRate[]>> = {
  critical: [
    { factor: 14.4, long: "1h", short: "5m", longSeconds: HOUR },
    { factor: 6, long: "6h", short: "30m", longSeconds: 6 * HOUR },
  ],
  warning: [
    { factor: 3, long: "1d", short: "2h", longSeconds: 24 * HOUR },
    { factor: 1, long: "3d", short: "6h", longSeconds: 72 * HOUR },
  ],
};

/** Windows over which the share of bad events is recorded; the longest ones are not worth working out every minute. */
const WINDOWS = { often: ["5m", "30m", "1h", "2h", "6h"], seldom: ["1d", "3d", "30d"] } as const;

const SELDOM_SECONDS = 300;

/** Digits that a threshold needs, and none of those that only arithmetic has made. */
const plain = (value: number): string => String(Number(value.toPrecision(6)));

/** Both series of an objective; where nothing was bad there is no series to count, and the share is zero. */
export function eventRules({ id, objective, events, badEvents }: Slo): readonly RecordingRule[] {
  const labels = { slo: id };
  return [
    { record: "slo:objective", expr: `vector(${objective})`, labels },
    { record: "slo:events:rate5m", expr: events, labels },
    { record: "slo:bad_events:rate5m", expr: `${badEvents} or (${events}) * 0`, labels },
  ];
}

/** Sums over the same minutes, so that a busy minute weighs more than a quiet one; without events there is no share. */
function ratioRule(window: string): RecordingRule {
  const over = (series: string): string => `sum_over_time(${series}[${window}])`;
  return {
    record: `slo:error_ratio:${window}`,
    expr: `${over("slo:bad_events:rate5m")} / (${over("slo:events:rate5m")} > 0)`,
  };
}

/** Whether more than one tenant had bad events within a window. */
const isOfSeveral = (slo: string, window: string): string =>
  `on () (count(count by (tenant) (sum_over_time(slo:bad_events:rate5m{slo="${slo}"}[${window}]) > 0)) > 1)`;

/** The longest of the short windows: whatever fires has had events in it, so its own objective has a share there, too. */
const withoutThose = (objectives: string): string =>
  `unless on (tenant, service) slo:error_ratio:6h{slo=~"${objectives}"}`;

/** Tells that the budget goes too fast: from both windows of a rate, and from enough bad events. */
export function burnAlert(slo: Slo, severity: Burn): AlertRule {
  const { id, alert, objective, summary, leastBad, ofSeveral, unless } = slo;
  const selector = `{slo="${id}"}`;
  const burns = BURN_RATES[severity].map(({ factor, long, short, longSeconds }) => {
    const limit = plain(factor * (1 - objective));
    const isHigh = [long, short].map((window) => `slo:error_ratio:${window}${selector} > ${limit}`);
    const isMany = `avg_over_time(slo:bad_events:rate5m${selector}[${long}]) * ${longSeconds} >= ${leastBad}`;
    const others = ofSeveral === undefined ? [] : [isOfSeveral(ofSeveral, long)];
    return `(${[...isHigh, isMany, ...others].join(" and ")})`;
  });
  const any = burns.join(" or ");
  const expr = unless === undefined ? any : `(${any}) ${withoutThose(unless)}`;
  return { alert, expr, for: "2m", severity, summary };
}

/**
 * What is left of the budget, and how long it took to mend what was broken: minutes in which something critical fired,
 * over the number of times that it ended.
 */
function figures(): readonly RecordingRule[] {
  const broken = "cluster:critical:active";
  const allowed = "on (slo) group_left () (1 - slo:objective)";
  return [
    { record: "slo:error_budget:remaining", expr: `1 - slo:error_ratio:30d / ${allowed}` },
    {
      record: "cluster:restore_seconds:mean30d",
      expr: `sum_over_time(${broken}[30d]) * ${MINUTE} / (resets(${broken}[30d]) > 0)`,
    },
  ];
}

const MINUTE = 60;

const BROKEN: RecordingRule = {
  record: "cluster:critical:active",
  expr: '(count(ALERTS{alertstate="firing",severity="critical"}) > bool 0) or vector(0)',
};

/** Rules of all objectives: their events, the share of bad ones, the budget, and alerts when it burns too fast. */
export function burnRateRules(slos: readonly Slo[]): readonly RuleGroup[] {
  const { often, seldom } = WINDOWS;
  return [
    { name: "atoll-slo-events", intervalSeconds: MINUTE, rules: [...slos.flatMap(eventRules), BROKEN] },
    { name: "atoll-slo-ratios", rules: often.map(ratioRule) },
    {
      name: "atoll-slo-long-ratios",
      intervalSeconds: SELDOM_SECONDS,
      rules: [...seldom.map(ratioRule), ...figures()],
    },
    {
      name: "atoll-slo-alerts",
      rules: slos.flatMap((slo) =>
        (slo.severities ?? (["critical", "warning"] as const)).map((severity) => burnAlert(slo, severity)),
      ),
    },
  ];
}
