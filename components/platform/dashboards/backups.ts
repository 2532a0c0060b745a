import type { Dashboard } from "./dashboard.ts";

/** What could be had again, and of when. */
export const backupsDashboard: Dashboard = {
  uid: "atoll-backups",
  title: "Backups",
  description: "Backups of objects and volumes by age and outcome.",
  about: ["velero", "volume-snapshots"],
  rows: [
    {
      title: "Age",
      panels: [
        {
          title: "Since the last good backup",
          description: "Time since each schedule last ended well: what would be lost today.",
          kind: "bargauge",
          unit: "s",
          queries: [
            {
              expr: 'time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule!=""})',
              legend: "{{schedule}}",
            },
          ],
          limits: { warn: 86_400, bad: 93_600 },
        },
        {
          title: "Last outcome",
          description: "Whether the last backup of each schedule was good.",
          kind: "bargauge",
          unit: "bool_yes_no",
          queries: [
            {
              expr: 'max by (schedule) (velero_backup_last_status{schedule!=""})',
              legend: "{{schedule}}",
            },
          ],
          limits: { warn: 1, bad: 0.5 },
        },
      ],
    },
    {
      title: "Places",
      panels: [
        {
          title: "Buckets that are reached",
          description: "Whether Velero reaches each place where it keeps backups.",
          kind: "bargauge",
          unit: "bool_yes_no",
          queries: [
            {
              expr: "max by (backup_location_name) (velero_backup_location_status_gauge)",
              legend: "{{backup_location_name}}",
            },
          ],
          limits: { warn: 1, bad: 0.5 },
        },
      ],
    },
  ],
};
