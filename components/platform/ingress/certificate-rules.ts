import type { RuleGroup } from "../rules.ts";
import { withTenant } from "../tenant-label.ts";

/** What cert-manager tells of each Certificate, by its namespace and name. @see https://cert-manager.io/docs/devops-tips/prometheus-metrics/ */
export const CERTIFICATE_METRICS = {
  ends: "certmanager_certificate_expiration_timestamp_seconds",
  renewal: "certmanager_certificate_renewal_timestamp_seconds",
  ready: "certmanager_certificate_ready_status",
} as const;

const { ends, renewal, ready } = CERTIFICATE_METRICS;

const DAY = 86_400;

/** Certificates that end within so many days, and whose renewal is over its time by a day; short-lived ones are renewed late. */
function endsWithin(days: number): string {
  const each = "by (namespace, name)";
  return `min ${each} (${ends} > 0) - time() < ${days * DAY} and max ${each} (${renewal}) < time() - ${DAY}`;
}

/** Certificates of Let's Encrypt live 90 days and are renewed in the last 30: with 14 left, several attempts have failed. */
export const CERTIFICATE_RULES: RuleGroup = {
  name: "certificates",
  rules: [
    {
      alert: "CertificateNearExpiry",
      expr: withTenant(endsWithin(14)),
      for: "1h",
      severity: "warning",
      summary:
        "Certificate {{ $labels.namespace }}/{{ $labels.name }} ends within 14 days and is not renewed.",
    },
    {
      alert: "CertificateExpiring",
      expr: withTenant(endsWithin(3)),
      for: "15m",
      severity: "critical",
      summary:
        "Certificate {{ $labels.namespace }}/{{ $labels.name }} ends within 3 days and is not renewed.",
    },
    {
      alert: "CertificateNotReady",
      expr: withTenant(`max by (namespace, name) (${ready}{condition!="True"}) == 1`),
      for: "30m",
      severity: "warning",
      summary: "Certificate {{ $labels.namespace }}/{{ $labels.name }} has not been issued for 30 minutes.",
    },
  ],
};
