import type { StackFinding } from "../../finding.ts";
import { isNarrow } from "../../narrow-range.ts";
import { namespaceOf, namespacesOf, objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";

const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const DIRECTIONS = ["Ingress", "Egress"] as const;

/** What the policies of one namespace say about one direction. */
type Answer = "denied" | "open" | "unknown";

function answer(policies: readonly Value[], direction: (typeof DIRECTIONS)[number]): Answer {
  const all = policies.map((spec) => policyAnswer(spec, direction));
  if (all.includes("open")) return "open";
  if (all.includes("denied")) return "denied";
  return all.includes("unknown") ? "unknown" : "open";
}

/** Undefined for a policy that leaves the direction, or some pods, as they were. */
function policyAnswer(spec: Value, direction: (typeof DIRECTIONS)[number]): Answer | undefined {
  if (spec.isUnknown) return "unknown";
  const types = spec.at("policyTypes");
  const isOfDirection = types.items.some(({ known }) => known === direction);
  if (!isOfDirection) return types.items.some(({ isUnknown }) => isUnknown) ? "unknown" : undefined;
  const selector = spec.at("podSelector");
  if (selector.isUnknown) return "unknown";
  const parts = selector.keys.map((key) => selector.at(key));
  if (parts.some((part) => isFilled(part))) return undefined;
  if (parts.some(({ isUnknown }) => isUnknown)) return "unknown";
  const { items: rules } = spec.at(direction.toLowerCase());
  return rules.some(isOpen) ? "open" : "denied";
}

/** Whether a map or a list holds anything. */
function isFilled(value: Value): boolean {
  const { known } = value;
  return value.keys.length > 0 || (Array.isArray(known) && known.length > 0);
}

const holdsNothing = (value: Value): boolean => !value.isUnknown && !isFilled(value);

/** A rule for all ports, and for everybody or without peers, lets everything through. */
function isOpen(rule: Value): boolean {
  if (rule.isUnknown || !holdsNothing(rule.at("ports"))) return false;
  const peers = [rule.at("from"), rule.at("to")];
  return peers.every(holdsNothing) || peers.flatMap(({ items }) => items).some(isEverybody);
}

/** All pods of all namespaces, or a range that holds most of the internet. */
function isEverybody(peer: Value): boolean {
  const { text } = peer.at("ipBlock").at("cidr");
  if (text !== undefined) return !isNarrow(text);
  const namespaces = peer.at("namespaceSelector");
  const isOfAll = !namespaces.isAbsent && selectsAll(namespaces);
  return isOfAll && selectsAll(peer.at("podSelector"));
}

/** Whether a selector, or none at all, leaves nothing out. */
function selectsAll(selector: Value): boolean {
  return (
    holdsNothing(selector) ||
    (!selector.isUnknown && selector.keys.every((key) => holdsNothing(selector.at(key))))
  );
}

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const policies = objectsOf(resources, NETWORK_POLICY);
  const isHidden = policies.some((policy) => namespaceOf(policy).isUnknown);
  const byNamespace = Map.groupBy(policies, (policy) => namespaceOf(policy).text);
  return namespacesOf(resources).flatMap(({ resource, name }): readonly StackFinding[] => {
    const expected = "a NetworkPolicy that selects all pods and denies";
    if (name === undefined) return [{ resource, kind: "unknown", path: "metadata.name", expected }];
    const specs = (byNamespace.get(name) ?? []).map(({ inputs }) => new Value("spec", inputs["spec"]));
    return DIRECTIONS.flatMap((direction): readonly StackFinding[] => {
      const found = answer(specs, direction);
      if (found === "denied") return [];
      const path = direction.toLowerCase();
      if (found === "unknown" || isHidden)
        return [{ resource, kind: "unknown", path, expected: `${expected} ${path}` }];
      const got = specs.length === 0 ? "no policy" : "policies that leave it open";
      return [{ resource, kind: "violation", path, expected: `${expected} ${path}`, got }];
    });
  });
}

/** Policies add up, so one that lets everything through undoes the denial beside it. */
export const requireDefaultDeny: StackRule = {
  id: "require-default-deny",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "Every namespace denies all traffic that nobody asked for, both ways",
  why: "pods are reachable from every namespace, and reach the internet, until a policy selects them",
  remedy: "add a NetworkPolicy with an empty podSelector and both policyTypes",
  answers: [
    "CIS-EKS 4.3.2: every namespace has network policies",
    "EKS-BP network security: a default policy that denies",
    "threat: reach another tenant's pods",
  ],
  see: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
  check: findings,
};
