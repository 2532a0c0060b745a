import type { AlertCase } from "./rule-case.ts";

const HOUR = 3600;

const DAILY = 'velero_backup_last_successful_timestamp{schedule="velero-daily"}';
const VOLUMES = 'velero_backup_last_successful_timestamp{schedule="velero-volumes"}';

const STANDBY = 'namespace="shop--prod",pod="shop-2"';
const database = { tenant: "shop", namespace: "shop--prod", pod: "shop-2" };

/** An instance whose archive took its last file at one time, and refused one at another. */
const archive = (taken: number, refused: number) => ({
  [`cnpg_pg_stat_archiver_last_archived_time{${STANDBY}}`]: `${taken}x60`,
  [`cnpg_pg_stat_archiver_last_failed_time{${STANDBY}}`]: `${refused}x60`,
});

const replica = (lag: number, inRecovery: number) => ({
  [`cnpg_pg_replication_lag{${STANDBY}}`]: `${lag}x60`,
  [`cnpg_pg_replication_in_recovery{${STANDBY}}`]: `${inRecovery}x60`,
});

const synced = (status: "True" | "False", value: number) => ({
  [`externalsecret_status_condition{namespace="argo-cd",name="sso",condition="Ready",status="${status}"}`]: `${value}x60`,
});

const gauge = (value: number) => ({
  [`problem_gauge{node="node-a",type="ReadonlyFilesystem",reason="FilesystemIsReadOnly"}`]: `${value}x60`,
});

const IMAGE = 'namespace="shop--prod",image_repository="lagoon/shop"';

/** Backups, databases, secrets, scans and what nodes say of themselves. */
export const DATA_CASES: readonly AlertCase[] = [
  {
    alert: "BackupTooOld",
    // Volumes are copied every six hours, and everything once a day.
    series: { [DAILY]: `${HOUR}x1800`, [VOLUMES]: "0+60x1800" },
    at: "1680m",
    fires: [
      {
        severity: "critical",
        labels: { schedule: "velero-daily" },
        summary: "The last good backup of velero-daily is 1d 3h 0m 0s old.",
      },
    ],
    quiet: { [DAILY]: `${3 * HOUR}x1800`, [VOLUMES]: "0+60x1800" },
  },
  {
    alert: "BackupTooOld",
    // Velero itself is gone after an hour, and with it what it shows.
    series: { [VOLUMES]: "0x60" },
    at: "540m",
    fires: [
      {
        severity: "critical",
        labels: { schedule: "velero-volumes" },
        summary: "The last good backup of velero-volumes is 9h 0m 0s old.",
      },
    ],
    quiet: { [VOLUMES]: `0x60 ${2 * HOUR}x400` },
  },
  {
    alert: "BackupFailed",
    series: { 'velero_backup_last_status{schedule="velero-daily"}': "0x20" },
    at: "10m",
    fires: [
      {
        severity: "warning",
        labels: { schedule: "velero-daily" },
        summary: "The last backup of velero-daily failed, wholly or in part.",
      },
    ],
    // What somebody tries by hand belongs to no schedule.
    quiet: {
      'velero_backup_last_status{schedule="velero-daily"}': "1x20",
      'velero_backup_last_status{schedule=""}': "0x20",
    },
  },
  {
    alert: "BackupLocationUnavailable",
    series: { 'velero_backup_location_status_gauge{backup_location_name="default"}': "0x60" },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: { backup_location_name: "default" },
        summary: "Velero does not reach the bucket of location default.",
      },
    ],
    quiet: { 'velero_backup_location_status_gauge{backup_location_name="default"}': "0x20 1x40" },
  },
  {
    alert: "WalArchivingFailing",
    series: archive(600, 1200),
    at: "20m",
    fires: [
      {
        severity: "critical",
        labels: database,
        summary: "Database shop-2 of shop--prod archives nothing: its disk fills, and a restore ends there.",
      },
    ],
    quiet: archive(1200, 600),
  },
  {
    alert: "DatabaseReplicaLags",
    series: replica(400, 1),
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: database,
        summary: "Replica shop-2 of shop--prod is minutes behind its primary.",
      },
    ],
    quiet: replica(200, 1),
  },
  {
    alert: "DatabaseBackupTooOld",
    series: {
      [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${STANDBY}}`]: `${HOUR}x1800`,
    },
    at: "1700m",
    fires: [
      {
        severity: "critical",
        labels: database,
        summary: "The last backup of database shop-2 of shop--prod is older than 26 hours.",
      },
    ],
    // It says 0 as long as there is no backup at all.
    quiet: { [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${STANDBY}}`]: "0x1800" },
  },
  {
    alert: "DatabaseInstanceDown",
    series: { [`cnpg_collector_up{${STANDBY}}`]: "0x20" },
    at: "10m",
    fires: [
      {
        severity: "critical",
        labels: database,
        summary: "PostgreSQL in shop-2 of shop--prod does not answer.",
      },
    ],
    quiet: { [`cnpg_collector_up{${STANDBY}}`]: "0x2 1x18" },
  },
  {
    alert: "ExternalSecretNotReady",
    series: synced("False", 1),
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: { namespace: "argo-cd", name: "sso" },
        summary: "Secret sso of argo-cd is not brought from its store.",
      },
    ],
    quiet: { ...synced("False", 0), ...synced("True", 1) },
  },
  {
    alert: "SecretInImage",
    series: { [`trivy_image_exposedsecrets{${IMAGE},severity="High"}`]: "1x60" },
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: { tenant: "shop", namespace: "shop--prod", image_repository: "lagoon/shop" },
        summary: "Image lagoon/shop of shop--prod holds a secret in clear.",
      },
    ],
    quiet: { [`trivy_image_exposedsecrets{${IMAGE},severity="Low"}`]: "1x60" },
  },
  {
    alert: "CriticalVulnerabilities",
    series: { [`trivy_image_vulnerabilities{${IMAGE},severity="Critical"}`]: "3x1500" },
    at: "1450m",
    fires: [
      {
        severity: "info",
        labels: { tenant: "shop", namespace: "shop--prod" },
        summary: "Images of shop--prod have 3 critical vulnerabilities.",
      },
    ],
    quiet: { [`trivy_image_vulnerabilities{${IMAGE},severity="High"}`]: "3x1500" },
  },
  {
    alert: "NodeProblem",
    series: gauge(1),
    at: "10m",
    fires: [
      {
        severity: "warning",
        labels: { node: "node-a", type: "ReadonlyFilesystem", reason: "FilesystemIsReadOnly" },
        summary: "Node node-a has ReadonlyFilesystem: FilesystemIsReadOnly.",
      },
    ],
    quiet: gauge(0),
  },
  {
    alert: "NodeKernelTrouble",
    series: { 'problem_counter{node="node-a",reason="IOError"}': "0x10 1x50" },
    at: "15m",
    fires: [
      {
        severity: "warning",
        labels: { node: "node-a", reason: "IOError" },
        summary: "The kernel of node node-a reports IOError.",
      },
    ],
    quiet: { 'problem_counter{node="node-a",reason="OOMKilling"}': "0x10 1x50" },
  },
];
