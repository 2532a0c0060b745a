import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BackupPlan, backupSchedules } from "../../../../components/platform/data/backup-schedules.ts";
import { chartCrds } from "../../../../fleet/charts/chart-kinds.ts";
import { cronFault } from "../../../../fleet/cron.ts";
import { KINDS_OUT_OF_BACKUPS } from "../../../../fleet/charts/data-vocabulary.ts";
import { HAS_CHART_DATA } from "../chart-data.ts";
import { definitionFaults } from "../chart-definitions.ts";

const PLAN: BackupPlan = {
  cluster: "dev",
  dailyHour: 2,
  keepDays: 30,
  everyHours: 6,
  volumes: "csi",
  excludedNamespaces: ["velero"],
};

interface Schedule {
  readonly schedule: string;
  readonly template: Readonly<Record<string, unknown>>;
}

const schedules = (changes: Partial<BackupPlan> = {}): Readonly<Record<string, Schedule>> =>
  backupSchedules({ ...PLAN, ...changes }) as Record<string, Schedule>;

const plans = fc.record({
  cluster: fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/),
  dailyHour: fc.integer({ min: 0, max: 23 }),
  keepDays: fc.integer({ min: 1, max: 3650 }),
  everyHours: fc.integer({ min: 1, max: 24 }),
  volumes: fc.constantFrom("csi" as const, "ebs" as const, "none" as const),
});

describe("schedules of backups", () => {
  test("keep everything for weeks and volumes for two days", () => {
    const { daily, volumes } = schedules();
    expect(daily?.template).toMatchObject({ ttl: "720h0m0s", snapshotVolumes: true });
    expect(volumes?.schedule).toMatch(/^\d+ \*\/6 \* \* \*$/);
    expect(volumes?.template).toMatchObject({
      ttl: "48h0m0s",
      includedNamespaceScopedResources: ["persistentvolumeclaims", "volumesnapshots.snapshot.storage.k8s.io"],
    });
  });

  test("leave databases and secrets of others out wherever they are, with their volumes", () => {
    for (const { template } of Object.values(schedules())) {
      expect(template["labelSelector"]).toEqual({
        matchExpressions: [
          { key: "cnpg.io/cluster", operator: "DoesNotExist" },
          { key: "reconcile.external-secrets.io/managed", operator: "DoesNotExist" },
        ],
      });
    }
  });

  test("trap: reports of scans are many and large: no backup holds them, and every kind that is left out is one", () => {
    const groups = ["trivy-operator-crds", "cloudnative-pg", "cert-manager", "argo-cd"].flatMap(chartCrds);
    const known = new Set(groups.map(({ plural, group }) => `${plural}.${group}`));
    const reports = chartCrds("trivy-operator-crds").filter(({ scope }) => scope === "Namespaced");
    expect(reports.length).toBeGreaterThan(4);
    for (const { plural, group } of reports) expect(KINDS_OUT_OF_BACKUPS).toContain(`${plural}.${group}`);
    const own = KINDS_OUT_OF_BACKUPS.filter((kind) => kind.includes(".") && !kind.endsWith(".k8s.io"));
    expect(own.filter((kind) => !known.has(kind))).toEqual([]);
    expect(schedules()["daily"]?.template["excludedNamespaceScopedResources"]).toEqual([
      ...KINDS_OUT_OF_BACKUPS,
    ]);
  });

  test("are cron lines that come, the same each time, and daily and volumes never start in one minute", () => {
    fc.assert(
      fc.property(plans, (changes) => {
        const made = schedules(changes);
        expect(schedules(changes)).toEqual(made);
        for (const { schedule } of Object.values(made)) expect(cronFault(schedule)).toBeUndefined();
        const minutes = Object.values(made).map(({ schedule }) => schedule.split(" ")[0]);
        expect(new Set(minutes).size).toBe(minutes.length);
        const hasVolumes = changes.volumes !== "none" && changes.everyHours < 24;
        expect(Object.keys(made)).toEqual(hasVolumes ? ["daily", "volumes"] : ["daily"]);
      }),
    );
  });

  test("don't start in the same minute in all clusters", () => {
    const minutes = ["dev", "prod", "prod-eu", "prod-us", "staging"].map((cluster) => {
      const { daily } = schedules({ cluster });
      return daily?.schedule.split(" ")[0];
    });
    expect(new Set(minutes).size).toBeGreaterThan(2);
  });

  test("old and new filters don't mix: Velero refuses a backup that names both", () => {
    const old = ["includedResources", "excludedResources", "includeClusterResources"];
    for (const { template } of Object.values(schedules()))
      expect(Object.keys(template).filter((key) => old.includes(key))).toEqual([]);
  });

  test.skipIf(!HAS_CHART_DATA)("are taken by the API server as they are", () => {
    for (const { schedule, template } of Object.values(schedules())) {
      const body = { spec: { schedule, template } };
      expect(definitionFaults({ apiVersion: "velero.io/v1", kind: "Schedule", body })).toEqual([]);
    }
  });
});
