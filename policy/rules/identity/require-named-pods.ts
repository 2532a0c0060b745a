import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "the name of one, other than default";

const isNamed = (known: unknown): boolean =>
  typeof known === "string" && known !== "default" && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(known);

/** Reading the secret of a token, or the default account, is what every pod of the namespace can do. */
function findings(inputs: Value): readonly Finding[] {
  return [inputs.at("namespace"), inputs.at("serviceAccount")].flatMap((value) =>
    must(value, EXPECTED, isNamed),
  );
}

export const requireNamedPods: ResourceRule = {
  id: "require-named-pods",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "A pod identity names one namespace and one service account",
  why: "an association for more than one workload gives all of them the rights of each",
  remedy: "make one association for each service account",
  answers: [
    "CIS-EKS 5.2.1: workloads have service accounts of their own",
    "EKS-BP identity and access management: EKS Pod Identity",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html",
  appliesTo: (type) => type === "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  check: findings,
};
