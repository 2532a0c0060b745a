import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const forbidDatabaseSuperuser: ResourceRule = {
  id: "forbid-database-superuser",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No password of a database's superuser lies in a tenant's namespace",
  why: "a superuser of Postgres runs programs in its pod, and reads the token by which backups are written",
  remedy: "leave enableSuperuserAccess out or false; the owner of the database may change its schema",
  answers: ["threat: the superuser of the database"],
  see: "https://cloudnative-pg.io/documentation/current/security/",
  appliesTo: (type) => type === "kubernetes:postgresql.cnpg.io/v1:Cluster",
  check: (inputs) => must(inputs.at("spec", "enableSuperuserAccess"), "false", (known) => known !== true),
};
