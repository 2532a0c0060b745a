import { type Finding, must, unknown } from "../../finding.ts";
import { eachMust } from "../../list-findings.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXACT = "no pattern";
const isExact = (known: unknown): boolean => typeof known === "string" && !/[*?]|^\//.test(known);

function findings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("spec");
  if (spec.isUnknown) return [unknown(spec, EXACT)];
  const destinations = spec.at("destinations").items.flatMap((destination) => {
    if (destination.isUnknown) return [unknown(destination, EXACT)];
    const cluster = destination.at(destination.at("server").isAbsent ? "name" : "server");
    return [...must(destination.at("namespace"), EXACT, isExact), ...must(cluster, EXACT, isExact)];
  });
  return [
    ...destinations,
    ...eachMust(spec.at("sourceRepos"), EXACT, isExact),
    ...eachMust(spec.at("sourceNamespaces"), EXACT, isExact),
    ...spec.at("clusterResourceWhitelist").items.flatMap((kind) => must(kind.at("kind"), EXACT, isExact)),
  ];
}

export const forbidOpenProjects: ResourceRule = {
  id: "forbid-open-projects",
  level: "mandatory",
  group: "tenancy",
  scope: "resource",
  what: "Projects of Argo CD name repositories, clusters and namespaces one by one",
  why: "a pattern for acme also fits acme-dev, and Argo CD brings what it finds there with its own rights",
  remedy: "name them exactly",
  answers: [
    "threat: another project, another destination, another repository",
    "threat: a pattern that fits another tenant",
  ],
  see: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  appliesTo: oneOf({
    "kubernetes:argoproj.io/v1alpha1:AppProject": "made",
    "kubernetes:argoproj.io/v1alpha1:AppProjectPatch": "changed",
  }),
  check: findings,
};
