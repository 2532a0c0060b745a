import type { AlertRule, RuleGroup } from "../rules.ts";
import { withTenant } from "../tenant-label.ts";

const RULES: readonly AlertRule[] = [
  {
    alert: "ApplicationDegraded",
    expr: withTenant(
      'sum by (name, dest_namespace) (argocd_app_info{health_status=~"Degraded|Missing"}) > 0',
      "dest_namespace",
    ),
    for: "15m",
    severity: "warning",
    summary: "Application {{ $labels.name }} does not run well in {{ $labels.dest_namespace }}.",
  },
  {
    alert: "ApplicationOutOfSync",
    expr: withTenant(
      'sum by (name, dest_namespace) (argocd_app_info{sync_status!="Synced"}) > 0',
      "dest_namespace",
    ),
    for: "1h",
    severity: "warning",
    summary: "What runs as {{ $labels.name }} is not what its repository says, for an hour.",
  },
  {
    alert: "RepositoryUnreachable",
    expr: "sum by (repo) (increase(argocd_git_fetch_fail_total[15m])) > 0",
    for: "30m",
    severity: "warning",
    summary: "Repository {{ $labels.repo }} cannot be read, so nothing of it is deployed.",
  },
  {
    alert: "DeliveryStopped",
    expr: "absent(argocd_cluster_info)",
    for: "15m",
    severity: "warning",
    summary: "Argo CD does not run: nothing is deployed, and what runs stays as it is.",
  },
];

/** What Argo CD alone can know: what runs is not what was declared, does not run well, or cannot be read. */
export function argoCdRules(): readonly RuleGroup[] {
  return [{ name: "argo-cd", rules: RULES }];
}
