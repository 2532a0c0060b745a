import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireFreshKeys: ResourceRule = {
  id: "require-fresh-keys",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "Every certificate is renewed with a new key",
  why: "a key that was copied once would otherwise be good for ever, whatever is renewed",
  remedy: "set privateKey.rotationPolicy to Always",
  answers: ["threat: a key that was taken once", "EKS-BP network security: certificates that are renewed"],
  see: "https://cert-manager.io/docs/usage/certificate/#the-rotationpolicy-setting",
  appliesTo: (type) => type === "kubernetes:cert-manager.io/v1:Certificate",
  check: (inputs) =>
    must(inputs.at("spec", "privateKey", "rotationPolicy"), '"Always"', (known) => known === "Always"),
};
