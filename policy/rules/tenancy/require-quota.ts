import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { StackFinding } from "../../finding.ts";
import { namespaceOf, namespacesOf, objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const EXPECTED = "a ResourceQuota with limits for all pods";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const quotas = objectsOf(resources, QUOTA);
  const tenants = namespacesOf(resources).filter(
    ({ labels }) => labels.isUnknown || !labels.at(TENANT_LABEL).isAbsent,
  );
  return tenants.flatMap(({ resource, name, labels }): readonly StackFinding[] => {
    if (name === undefined) return [{ resource, kind: "unknown", path: "metadata.name", expected: EXPECTED }];
    const found = quotas
      .filter((quota) => namespaceOf(quota).text === name)
      .map(({ inputs }) => new Value("spec", inputs["spec"]))
      // One for some pods only leaves all others without bounds.
      .filter((spec) => ["scopes", "scopeSelector"].every((key) => spec.isUnknown || spec.at(key).isAbsent))
      .map((spec) => spec.at("hard"));
    if (found.some((hard) => hard.keys.length > 0)) return [];
    const isHidden = quotas.some((quota) => namespaceOf(quota).isUnknown) || labels.isUnknown;
    if (isHidden || found.some((hard) => hard.isUnknown))
      return [{ resource, kind: "unknown", path: "spec.hard", expected: EXPECTED }];
    const got = found.length === 0 ? "no quota" : "a quota without limits";
    return [{ resource, kind: "violation", path: "spec.hard", expected: EXPECTED, got }];
  });
}

export const requireQuota: StackRule = {
  id: "require-quota",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "Every tenant's namespace has a quota",
  why: "one tenant could otherwise take the whole cluster, by mistake or on purpose",
  remedy: "add a ResourceQuota; the tier table of fleet/ has the sizes",
  answers: ["EKS-BP multi tenancy: quotas", "threat: pods without requests or limits"],
  see: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  check: findings,
};
