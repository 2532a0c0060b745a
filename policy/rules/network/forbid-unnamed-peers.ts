import { type Finding, breach, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "peers by name";

/** Here lie the name service and what the API server calls, which all may ask; its addresses are nobody's label. */
const OPEN_TO_ALL = "kube-system";

function ruleFindings(peers: Value, isTold: (peer: Value) => boolean, isSure: boolean): readonly Finding[] {
  if (peers.isUnknown) return [unknown(peers, EXPECTED)];
  const open = peers.items.length === 0 ? [peers] : peers.items.filter((peer) => !isTold(peer));
  return open.map((peer) => (isSure ? breach(peer, EXPECTED) : unknown(peer, EXPECTED)));
}

/** A peer without a range, and with selectors that leave nothing out: every pod of the cluster. */
function isEverybody(peer: Value): boolean {
  if (peer.isUnknown || !peer.at("ipBlock").isAbsent) return false;
  const namespaces = peer.at("namespaceSelector");
  const isAll = (selector: Value): boolean =>
    !selector.isUnknown &&
    selector.at("matchLabels").keys.length === 0 &&
    selector.at("matchExpressions").items.length === 0;
  return !namespaces.isAbsent && isAll(namespaces) && isAll(peer.at("podSelector"));
}

function findings(inputs: Value): readonly Finding[] {
  const namespace = inputs.at("metadata", "namespace");
  if (namespace.text === OPEN_TO_ALL) return [];
  const spec = inputs.at("spec");
  if (spec.isUnknown) return [unknown(spec, EXPECTED)];
  const isSure = !namespace.isUnknown;
  return [
    ...spec
      .at("ingress")
      .items.flatMap((rule) => ruleFindings(rule.at("from"), (peer) => !isEverybody(peer), isSure)),
    // Pods that are asked still have to let it in, for every namespace denies what nobody allowed.
    ...spec.at("egress").items.flatMap((rule) => ruleFindings(rule.at("to"), () => true, isSure)),
  ];
}

export const forbidUnnamedPeers: ResourceRule = {
  id: "forbid-unnamed-peers",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "Every rule of a network policy says who may come, or where one may go",
  why: "a rule without peers is a rule for everybody, and policies add up",
  remedy: "name pods, namespaces or a range",
  answers: [
    "EKS-BP network security: rules for known peers",
    "threat: a policy that allows all, beside the one that denies",
  ],
  see: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  appliesTo: (type) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  check: findings,
};
