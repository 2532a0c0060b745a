import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = '"IMMUTABLE"';

/** A cache of somebody else's registry follows that one: its tags move where those do, and clusters pin what they run. */
function findings(inputs: Value): readonly Finding[] {
  const kinds = inputs.at("appliedFors");
  if (kinds.items.length > 0 && kinds.items.every(({ known }) => known === "PULL_THROUGH_CACHE")) return [];
  return must(inputs.at("imageTagMutability"), EXPECTED, (known) => {
    return typeof known === "string" && known.startsWith("IMMUTABLE");
  });
}

export const requireImmutableImages: ResourceRule = {
  id: "require-immutable-images",
  level: "mandatory",
  group: "supply-chain",
  scope: "resource",
  what: "A tag of an image of one's own means one image for ever",
  why: "what was tested and what runs would otherwise have the same name and not be the same",
  remedy: "set imageTagMutability to IMMUTABLE",
  answers: ["AWS ECR.2: tags of images are immutable", "EKS-BP image security: immutable tags"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  appliesTo: (type) =>
    type === "aws:ecr/repository:Repository" ||
    type === "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
  check: findings,
};
