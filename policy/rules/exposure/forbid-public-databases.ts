import { must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";

/** What holds where nothing is said: AWS puts an instance in public in some networks, so it has to be said. */
const TYPES = {
  "aws:rds/instance:Instance": true,
  "aws:rds/clusterInstance:ClusterInstance": true,
  "aws:redshift/cluster:Cluster": true,
  "aws:dms/replicationInstance:ReplicationInstance": true,
} as const;

export const forbidPublicDatabases: ResourceRule = {
  id: "forbid-public-databases",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No database, cache or search of the program's own has a public address",
  why: "a password that leaks is then enough from anywhere",
  remedy: "set publiclyAccessible to false, and reach it from inside the network",
  answers: ["AWS RDS.2: databases are not public"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  appliesTo: oneOf(TYPES),
  check: (inputs) => must(inputs.at("publiclyAccessible"), "false", (known) => known === false),
};
