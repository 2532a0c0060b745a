import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireDatabaseReplicas: ResourceRule = {
  id: "require-database-replicas",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "In production, every database has a second instance, on another node",
  why: "one instance is away while its node is drained, and its volume while its zone is",
  remedy: "set instances to 2 or more, and affinity.podAntiAffinityType to required",
  answers: ["fault: a node or a zone goes", "EKS-BP reliability: run multiple replicas"],
  see: "https://cloudnative-pg.io/documentation/current/scheduling/",
  appliesTo: (type) => type === "kubernetes:postgresql.cnpg.io/v1:Cluster",
  check: (inputs, _resource, { environment }) =>
    environment === "production"
      ? [
          ...must(
            inputs.at("spec", "instances"),
            "at least 2",
            (known) => typeof known === "number" && known >= 2,
          ),
          ...must(
            inputs.at("spec", "affinity", "podAntiAffinityType"),
            '"required"',
            (known) => known === "required",
          ),
        ]
      : [],
};
