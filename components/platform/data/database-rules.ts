import type { AlertRule, RuleGroup } from "../rules.ts";
import { withTenant } from "../tenant-label.ts";

/** Metrics of databases: those of each instance, and those of the plugin's part in it. */
export const DATABASE_METRICS = [
  "cnpg_collector_up",
  "cnpg_pg_replication_in_recovery",
  "cnpg_pg_replication_lag",
  "cnpg_pg_stat_archiver_last_archived_time",
  "cnpg_pg_stat_archiver_last_failed_time",
  "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp",
] as const;

const SECONDS_PER_HOUR = 3600;

/** Databases are backed up once a day; two hours are for the backup itself. */
const OLDEST_BACKUP_HOURS = 26;

/** How far a replica may lag before a switch to it would lose what nobody would forgive. */
const LAG_SECONDS = 300;

const RULES: readonly AlertRule[] = [
  {
    alert: "WalArchivingFailing",
    expr: withTenant(
      "max by (namespace, pod) (cnpg_pg_stat_archiver_last_failed_time - cnpg_pg_stat_archiver_last_archived_time) > 0",
    ),
    for: "15m",
    severity: "critical",
    summary:
      "Database {{ $labels.pod }} of {{ $labels.namespace }} archives nothing: its disk fills, and a restore ends there.",
  },
  {
    alert: "DatabaseReplicaLags",
    expr: withTenant(
      `max by (namespace, pod) (cnpg_pg_replication_lag and cnpg_pg_replication_in_recovery == 1) > ${LAG_SECONDS}`,
    ),
    for: "10m",
    severity: "warning",
    summary: "Replica {{ $labels.pod }} of {{ $labels.namespace }} is minutes behind its primary.",
  },
  {
    alert: "DatabaseBackupTooOld",
    // An instance that keeps no backups says 0.
    expr: withTenant(
      `time() - max by (namespace, pod) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp > 0) > ${OLDEST_BACKUP_HOURS * SECONDS_PER_HOUR}`,
    ),
    for: "30m",
    severity: "critical",
    summary: `The last backup of database {{ $labels.pod }} of {{ $labels.namespace }} is older than ${OLDEST_BACKUP_HOURS} hours.`,
  },
  {
    alert: "DatabaseInstanceDown",
    expr: withTenant("min by (namespace, pod) (cnpg_collector_up) == 0"),
    for: "5m",
    severity: "critical",
    summary: "PostgreSQL in {{ $labels.pod }} of {{ $labels.namespace }} does not answer.",
  },
];

/**
 * What is wrong with databases, wherever they are: an archive that takes nothing any more, replicas that fall behind,
 * backups that are too old, an instance that does not answer.
 */
export function databaseRules(): readonly RuleGroup[] {
  return [{ name: "databases", rules: RULES }];
}
