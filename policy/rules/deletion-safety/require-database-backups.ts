import type { StackFinding } from "../../finding.ts";
import { namespaceOf, objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { inputsOf } from "../../workloads.ts";

const GROUP = "kubernetes:postgresql.cnpg.io/v1";
const EXPECTED = "a ScheduledBackup of this database that runs";

/** Whether a schedule is of a database and not suspended; undefined where that is not known yet. */
function saves(schedule: Resource, database: Resource): boolean | undefined {
  const spec = inputsOf(schedule).at("spec");
  const pairs = [
    [spec.at("cluster", "name"), inputsOf(database).at("metadata", "name")],
    [namespaceOf(schedule), namespaceOf(database)],
  ] as const;
  if (pairs.some(([one, other]) => !one.isUnknown && !other.isUnknown && one.text !== other.text))
    return false;
  const suspended = spec.at("suspend");
  if (suspended.known === true) return false;
  return [...pairs.flat(), suspended].some(({ isUnknown }) => isUnknown) ? undefined : true;
}

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const schedules = objectsOf(resources, `${GROUP}:ScheduledBackup`);
  return objectsOf(resources, `${GROUP}:Cluster`).flatMap((resource): readonly StackFinding[] => {
    const answers = schedules.map((schedule) => saves(schedule, resource));
    if (answers.includes(true)) return [];
    const told = { resource, path: "metadata.name", expected: EXPECTED };
    return [
      answers.includes(undefined)
        ? { ...told, kind: "unknown" }
        : { ...told, kind: "violation", got: schedules.length === 0 ? "none" : "others" },
    ];
  });
}

export const requireDatabaseBackups: StackRule = {
  id: "require-database-backups",
  level: "mandatory",
  group: "deletion-safety",
  scope: "stack",
  what: "Every database is backed up on a schedule",
  why: "replicas repeat a wrong DELETE within a second; only a backup knows yesterday",
  remedy: "add a ScheduledBackup beside it, and do not suspend it",
  answers: ["fault: data that is deleted by mistake", "EKS-BP reliability: back up what is stored"],
  see: "https://cloudnative-pg.io/documentation/current/backup/",
  check: findings,
};
