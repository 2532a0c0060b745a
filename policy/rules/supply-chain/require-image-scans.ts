import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireImageScans: ResourceRule = {
  id: "require-image-scans",
  level: "mandatory",
  group: "supply-chain",
  scope: "resource",
  what: "Images are scanned when they arrive",
  why: "a hole that everybody knows runs for months, because nobody looked",
  remedy: "set imageScanningConfiguration.scanOnPush to true",
  answers: [
    "AWS ECR.1: images are scanned",
    "CIS-EKS 5.1.1: images are scanned by ECR or by somebody else",
    "EKS-BP image security: scan images",
  ],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  appliesTo: (type) => type === "aws:ecr/repository:Repository",
  check: (inputs) =>
    must(inputs.at("imageScanningConfiguration", "scanOnPush"), "true", (known) => known === true),
};
