import type { RuleGroup } from "../rules.ts";
import type { Copies } from "./copies.ts";

const SECONDS_PER_HOUR = 3600;
const HOURS_PER_DAY = 24;

/** Hours that a backup may take and wait. */
const GRACE_HOURS = 2;

/** What is wrong with backups: the last one failed, there is none that is new enough, or nowhere to put one. */
export function backupRules({ everyHours, volumes }: Copies): readonly RuleGroup[] {
  const hasVolumes = volumes !== "none" && everyHours < HOURS_PER_DAY;
  const due = { daily: HOURS_PER_DAY, ...(hasVolumes ? { volumes: everyHours } : {}) };
  return [
    {
      name: "backups",
      rules: [
        {
          alert: "BackupTooOld",
          expr: Object.entries(due)
            .map(([schedule, hours]) => tooOld(`velero-${schedule}`, hours))
            .join(" or "),
          for: "15m",
          severity: "critical",
          summary: "The last good backup of {{ $labels.schedule }} is {{ $value | humanizeDuration }} old.",
        },
        {
          alert: "BackupFailed",
          expr: `max by (schedule) (velero_backup_last_status{schedule!=""}) == 0`,
          for: "5m",
          severity: "warning",
          summary: "The last backup of {{ $labels.schedule }} failed, wholly or in part.",
        },
        {
          alert: "BackupLocationUnavailable",
          expr: `max by (backup_location_name) (velero_backup_location_status_gauge) == 0`,
          for: "30m",
          severity: "warning",
          summary: "Velero does not reach the bucket of location {{ $labels.backup_location_name }}.",
        },
      ],
    },
  ];
}

/**
 * By its own schedule, for one day is old for volumes that are copied every hour. The newest of two days counts, so that
 * it is told while Velero itself is down and shows nothing.
 */
function tooOld(schedule: string, hours: number): string {
  const newest = `max_over_time(velero_backup_last_successful_timestamp{schedule="${schedule}"}[2d])`;
  return `time() - max by (schedule) (${newest}) > ${(hours + GRACE_HOURS) * SECONDS_PER_HOUR}`;
}
