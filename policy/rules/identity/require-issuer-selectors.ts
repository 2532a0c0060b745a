import { type Finding, must, unknown } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "zones or names that it proves";
const NARROWING = ["dnsZones", "dnsNames"] as const;

function findings(solver: Value): readonly Finding[] {
  // Over HTTP a name is proven by answering at its address, which nobody does for a name of others.
  const zone = solver.at("dns01");
  if (!solver.isUnknown && zone.isAbsent) return [];
  // Whoever owns the name has pointed it to the zone of proofs, which holds nothing else.
  if (zone.at("cnameStrategy").known === "Follow") return [];
  const selector = solver.at("selector");
  if (selector.isUnknown) return [unknown(selector, EXPECTED)];
  const lists = NARROWING.map((key) => selector.at(key));
  if (lists.some(({ isUnknown, items }) => !isUnknown && items.length > 0)) return [];
  return must(lists.find(({ isUnknown }) => isUnknown) ?? selector, EXPECTED, () => false);
}

export const requireIssuerSelectors: ResourceRule = {
  id: "require-issuer-selectors",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Every solver that writes into zones says which names it proves",
  why: "a solver for all names lets whoever makes a certificate prove names in every zone of its role",
  remedy: "set selector.dnsZones",
  answers: ["threat: a certificate for a host of another tenant"],
  see: "https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types",
  appliesTo: oneOf({
    "kubernetes:cert-manager.io/v1:ClusterIssuer": "for all",
    "kubernetes:cert-manager.io/v1:Issuer": "for a namespace",
  }),
  check: (inputs) => inputs.at("spec", "acme", "solvers").items.flatMap(findings),
};
