import type { AlertCase } from "./rule-case.ts";

const DAY = 86_400;
const CERTIFICATE = 'namespace="traefik",name="platform-gateway"';
const labels = { namespace: "traefik", name: "platform-gateway" };

/** A certificate that ends after some days, and should have been renewed some days ago. */
const certificate = (endsInDays: number, lateDays: number) => ({
  [`certmanager_certificate_expiration_timestamp_seconds{${CERTIFICATE}}`]: `${endsInDays * DAY}x180`,
  [`certmanager_certificate_renewal_timestamp_seconds{${CERTIFICATE}}`]: `${-lateDays * DAY}x180`,
});

const ready = (condition: string) => ({
  [`certmanager_certificate_ready_status{${CERTIFICATE},condition="True"}`]: `${condition === "True" ? 1 : 0}x60`,
  [`certmanager_certificate_ready_status{${CERTIFICATE},condition="False"}`]: `${condition === "False" ? 1 : 0}x60`,
});

const requests = (lost: number) => ({
  'traefik_entrypoint_requests_total{entrypoint="websecure",code="200"}': "0+600x60",
  'traefik_entrypoint_requests_total{entrypoint="websecure",code="503"}': `0+${lost}x60`,
});

const IN_CONTROLLER = 'namespace="aws-load-balancer-controller",controller="service"';

const snapshots = (waiting: number, finished: string) => ({
  snapshot_controller_operations_in_flight: `${waiting}x200`,
  'snapshot_controller_operation_total_seconds_count{operation_name="CreateSnapshot"}': finished,
});

/** Names, certificates and ways in. */
export const INGRESS_CASES: readonly AlertCase[] = [
  {
    alert: "CertificateNearExpiry",
    series: certificate(10, 2),
    at: "2h",
    fires: [
      {
        severity: "warning",
        labels,
        summary: "Certificate traefik/platform-gateway ends within 14 days and is not renewed.",
      },
    ],
    quiet: certificate(10, 0.5),
  },
  {
    alert: "CertificateExpiring",
    series: certificate(2, 2),
    at: "2h",
    fires: [
      {
        severity: "critical",
        labels,
        summary: "Certificate traefik/platform-gateway ends within 3 days and is not renewed.",
      },
    ],
    quiet: certificate(4, 2),
  },
  {
    alert: "CertificateNotReady",
    series: ready("False"),
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels,
        summary: "Certificate traefik/platform-gateway has not been issued for 30 minutes.",
      },
    ],
    quiet: ready("True"),
  },
  {
    alert: "DnsNotSynced",
    series: { external_dns_controller_last_sync_timestamp_seconds: "0x120" },
    at: "100m",
    fires: [
      {
        severity: "warning",
        summary: "Names of the cluster have not been written for an hour; those that are there keep working.",
      },
    ],
    quiet: { external_dns_controller_last_sync_timestamp_seconds: "0+60x120" },
  },
  {
    alert: "DnsNameOwnedByOther",
    series: {
      'external_dns_registry_skipped_records_owner_mismatch_per_sync{record_type="A",owner="dev",foreign_owner="old",domain="lagoon.cloud"}':
        "1x60",
    },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: { record_type: "A", foreign_owner: "old", domain: "lagoon.cloud" },
        summary: "Names below lagoon.cloud belong to old and are not written.",
      },
    ],
    quiet: {
      'external_dns_registry_skipped_records_owner_mismatch_per_sync{record_type="A",owner="dev",foreign_owner="old",domain="lagoon.cloud"}':
        "1x5 0x55",
    },
  },
  {
    alert: "IngressDown",
    series: { up: "1x20" },
    at: "10m",
    fires: [
      {
        severity: "critical",
        summary: "No pod of the ingress answers; no tenant of the cluster can be reached.",
      },
    ],
    quiet: { traefik_config_last_reload_success: "1x20" },
  },
  {
    alert: "IngressBackendsUnreachable",
    series: requests(60),
    at: "20m",
    fires: [
      {
        severity: "critical",
        summary: "More than 5 % of all requests reach nobody behind the ingress.",
      },
    ],
    quiet: requests(10),
  },
  {
    alert: "LoadBalancerNotReconciled",
    series: { [`controller_runtime_reconcile_errors_total{${IN_CONTROLLER}}`]: "0+1x60" },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: { controller: "service" },
        summary: "Load balancers of the cluster don't follow its Services and pods.",
      },
    ],
    quiet: { [`controller_runtime_reconcile_errors_total{${IN_CONTROLLER}}`]: "0x10 2x50" },
  },
  {
    alert: "LoadBalancerRightsMissing",
    series: { aws_api_call_permission_errors_total: "0+1x60" },
    at: "40m",
    fires: [
      {
        severity: "warning",
        summary: "AWS refuses what the controller of load balancers wants to do.",
      },
    ],
    quiet: { aws_api_call_permission_errors_total: "3x60" },
  },
  {
    alert: "VolumeSnapshotsStuck",
    series: snapshots(1, "5x200"),
    at: "180m",
    fires: [
      {
        severity: "warning",
        summary: "Snapshots of volumes have been waiting for two hours, and none has been finished.",
      },
    ],
    quiet: snapshots(1, "5x100 6x100"),
  },
];
