import { type Finding, must, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const LEAST_DAYS = 7;

function findings(inputs: Value, _resource: Resource, { environment }: Facts): readonly Finding[] {
  const days = must(inputs.at("backupRetentionPeriod"), `at least ${LEAST_DAYS}`, (known) => {
    return typeof known === "number" && known >= LEAST_DAYS;
  });
  const standby = must(inputs.at("multiAz"), "true", (known) => known === true);
  if (environment === undefined)
    return [...days, ...standby].map(({ path, expected }) =>
      unknown({ path }, `${expected}, if it is in production`),
    );
  return environment === "production" ? [...days, ...standby] : [];
}

export const requireStandbyDatabases: ResourceRule = {
  id: "require-standby-databases",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "A database in production has a standby in another zone, and backups of a week",
  why: "a zone that fails, or one wrong statement, takes the data of every tenant",
  remedy: "set multiAz, and backupRetentionPeriod to at least 7",
  answers: ["AWS RDS.5: databases have a standby in another zone", "AWS RDS.11: databases have backups"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  appliesTo: (type) => type === "aws:rds/instance:Instance",
  check: findings,
};
