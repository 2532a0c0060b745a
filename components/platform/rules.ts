/** Who has to act, and how soon: a person at once, somebody this week, or nobody alone. */
export type Severity = "critical" | "warning" | "info";

/** A state that somebody must hear of. */
export interface AlertRule {
  /** Name in CamelCase; its page is `docs/runbooks/<name in kebab-case>.md`. */
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  /** How long it must hold, such as 5m. @default - it is told at once */
  readonly for?: string;
  readonly severity: Severity;
  /** Team that answers for it. @default platform */
  readonly owner?: string;
  /** What is wrong, in one sentence; may hold templates such as {{ $labels.namespace }}. */
  readonly summary: string;
  /** Further labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A series that is worked out in advance. */
export interface RecordingRule {
  /** Such as tenant:http_requests:rate5m. */
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  /** Unique in the cluster. */
  readonly name: string;
  /** Seconds between two evaluations. @default 60 */
  readonly intervalSeconds?: number;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** Page of an alert below `docs/runbooks`: `CertificateNearExpiry` is `certificate-near-expiry.md`. */
export function runbookFile(alert: string): string {
  const words = alert.replace(/([a-z0-9])([A-Z])/g, "$1-$2").replace(/([A-Z])([A-Z][a-z])/g, "$1-$2");
  return `${words.toLowerCase()}.md`;
}

/** A rule in the words of Prometheus. @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export function renderedRule(rule: AlertRule | RecordingRule, runbooksUrl: string): Record<string, unknown> {
  if ("record" in rule)
    return { record: rule.record, expr: rule.expr, ...(rule.labels && { labels: rule.labels }) };
  const { alert, expr, for: holds, severity, owner = "platform", summary, labels } = rule;
  return {
    alert,
    expr,
    ...(holds === undefined ? {} : { for: holds }),
    labels: { severity, owner, ...labels },
    annotations: { summary, runbook_url: `${runbooksUrl}/${runbookFile(alert)}` },
  };
}
