import { type Finding, breach, must, unknown } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** What the API server waits where nothing is said is as long, so more is a choice. */
const LONGEST_SECONDS = 10;
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
const SYSTEM = "a namespaceSelector that leaves kube-system out, for it may not fail";

/** Whether a webhook that must answer is not asked about kube-system; undefined when nobody knows. */
function leavesSystemOut(selector: Value): boolean | undefined {
  if (selector.isUnknown) return undefined;
  const answers = selector.at("matchExpressions").items.map((expression) => {
    const parts = [expression.at("key"), expression.at("operator")];
    if (parts.some(({ isUnknown }) => isUnknown)) return undefined;
    const [key, operator] = parts.map(({ text }) => text);
    const { items } = expression.at("values");
    const names = items.some(({ known }) => known === "kube-system");
    const hidden = items.some(({ isUnknown }) => isUnknown);
    // Namespaces of the system carry no labels of ours.
    if (operator === "Exists") return true;
    if (operator === "In") return key !== NAMESPACE_NAME || (hidden ? undefined : !names);
    if (operator !== "NotIn" || key !== NAMESPACE_NAME) return false;
    return names || (hidden ? undefined : false);
  });
  const labels = selector.at("matchLabels");
  if (answers.includes(true) || labels.keys.length > 0) return true;
  return answers.includes(undefined) || labels.isUnknown ? undefined : false;
}

function findings(webhook: Value): readonly Finding[] {
  const isShort = (known: unknown): boolean =>
    known === undefined || (typeof known === "number" && known <= LONGEST_SECONDS);
  const waiting = must(webhook.at("timeoutSeconds"), `at most ${LONGEST_SECONDS}`, isShort);
  const policy = webhook.at("failurePolicy");
  if (webhook.isUnknown || policy.known === "Ignore") return waiting;
  const selector = webhook.at("namespaceSelector");
  const answer = leavesSystemOut(selector);
  if (answer === true) return waiting;
  const isHidden = answer === undefined || policy.isUnknown;
  return [...waiting, isHidden ? unknown(selector, SYSTEM) : breach(selector, SYSTEM)];
}

export const requireWebhookLimits: ResourceRule = {
  id: "require-webhook-limits",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "Webhooks answer soon, and one that must answer is not asked about kube-system",
  why: "a webhook that is down otherwise keeps its own pods, and those of the network, from coming back",
  remedy: "set timeoutSeconds, and failurePolicy: Ignore or a namespaceSelector",
  answers: [
    "CIS-K8S 5.1.12: webhooks",
    "EKS-BP reliability: no webhooks for everything",
    "fault: a cluster that cannot start its own parts",
  ],
  see: "https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
  appliesTo: oneOf({
    "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration": "changes",
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration": "refuses",
  }),
  check: (inputs) => inputs.at("webhooks").items.flatMap(findings),
};
