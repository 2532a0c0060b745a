import { ALERT_RULES, isWatched } from "../../alert-rules.ts";
import type { StackFinding } from "../../finding.ts";
import { objectsOf } from "../../namespaces.ts";
import type { Facts, Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";

/** What ends or fails without a word, and the metric that tells of it. */
const WATCHED: Readonly<Record<string, RegExp>> = {
  "kubernetes:cert-manager.io/v1:Certificate": /\bcertmanager_certificate_expiration_timestamp_seconds\b/,
  "kubernetes:postgresql.cnpg.io/v1:ScheduledBackup": /last_(available|failed)_backup_timestamp/,
  "kubernetes:velero.io/v1:Schedule": /\bvelero_backup_last_(successful_timestamp|status)\b/,
};

function findings(resources: readonly Resource[], { environment }: Facts): readonly StackFinding[] {
  // A cluster without metrics that nobody depends on has nobody who would be woken.
  if (environment !== "production" && objectsOf(resources, ALERT_RULES).length === 0) return [];
  return Object.entries(WATCHED).flatMap(([type, metric]) => {
    const [resource] = objectsOf(resources, type);
    if (resource === undefined) return [];
    const answer = isWatched(resources, metric);
    if (answer === true) return [];
    const told = {
      resource,
      path: "spec",
      expected: `an alert in this stack over ${metric.source.replaceAll("\\b", "")}`,
    };
    return [
      answer === undefined ? { ...told, kind: "unknown" } : { ...told, kind: "violation", got: "none" },
    ];
  });
}

export const requireWatchedParts: StackRule = {
  id: "require-watched-parts",
  level: "advisory",
  group: "availability",
  scope: "stack",
  what: "Where certificates are renewed or backups taken, in production at least, an alert tells when that fails",
  why: "a backup that fails is noticed at the restore, and a certificate that is not renewed by the customers",
  remedy: "add the platform's metrics, or watch the cluster from outside",
  answers: ["fault: a certificate that ends", "fault: a backup that was never taken"],
  see: "https://cert-manager.io/docs/devops-tips/prometheus-metrics/",
  check: findings,
};
