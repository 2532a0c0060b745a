import type { Dashboard } from "./dashboard.ts";

/** What runs out: certificates, and secrets that are no longer read. */
export const certificatesDashboard: Dashboard = {
  uid: "atoll-certificates",
  title: "Certificates and secrets",
  description: "Certificates by how long they hold, and secrets that are filled from outside.",
  about: ["cert-manager", "external-secrets"],
  rows: [
    {
      title: "Certificates",
      panels: [
        {
          title: "Certificates",
          description: "Certificates that the cluster has.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: "count(certmanager_certificate_expiration_timestamp_seconds) or vector(0)",
              legend: "certificates",
            },
          ],
        },
        {
          title: "Not ready",
          description: "Certificates that are not issued, or no longer hold.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'sum(certmanager_certificate_ready_status{condition!="True"}) or vector(0)',
              legend: "not ready",
            },
          ],
          limits: { warn: 1, bad: 1.5 },
        },
        {
          title: "Next to run out",
          description:
            "Time that is left of the ten certificates that run out first; they are renewed a month before.",
          kind: "bargauge",
          unit: "s",
          queries: [
            {
              expr: "bottomk(10, min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds - time()))",
              legend: "{{namespace}}/{{name}}",
            },
          ],
          limits: { warn: 1_814_400, bad: 604_800 },
        },
      ],
    },
    {
      title: "Secrets",
      panels: [
        {
          title: "Not filled",
          description: "Secrets that External Secrets could not fill or renew, by namespace.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: 'sum by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) > 0',
              legend: "{{namespace}}/{{name}}",
            },
          ],
        },
        {
          title: "Failed reads",
          description: "Reads of secrets that failed, by namespace.",
          kind: "timeseries",
          unit: "ops",
          queries: [
            {
              expr: "sum by (namespace) (rate(externalsecret_sync_calls_error[15m]))",
              legend: "{{namespace}}",
            },
          ],
        },
      ],
    },
  ],
};
