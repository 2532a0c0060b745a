import { expect, test } from "vitest";
import { TENANT_LABEL } from "../../../../fleet/tenant-vocabulary.ts";
import { requireQuota } from "../../../../policy/rules/tenancy/require-quota.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const namespace = (labels: unknown, name = "team") => ({
  type: "kubernetes:core/v1:Namespace",
  inputs: { metadata: { name, labels } },
});
const quota = (spec: unknown, inNamespace = "team") => ({
  type: "kubernetes:core/v1:ResourceQuota",
  inputs: { metadata: { namespace: inNamespace }, spec },
});

const TENANT = { [TENANT_LABEL]: "aurora" };
const LIMITS = { hard: { "requests.cpu": "2" } };
const EXPECTED = "a ResourceQuota with limits for all pods";
const missing = (got: string): string =>
  `spec.hard: expected ${EXPECTED}, got ${got}; add a ResourceQuota; the tier table of fleet/ has the sizes`;

const ask = (...objects: ReturnType<typeof namespace | typeof quota>[]) => said(requireQuota, objects);

test("a tenant's namespace with a quota is fine, and the platform's own without one", () => {
  expect(ask(namespace(TENANT), quota(LIMITS))).toEqual([]);
  expect(ask(namespace({ app: "traefik" }), namespace(undefined, "cert-manager"))).toEqual([]);
});

test("a tenant's namespace without a quota is refused, and one whose quota says nothing", () => {
  expect(ask(namespace(TENANT))).toEqual([missing("no quota")]);
  expect(ask(namespace(TENANT), quota(LIMITS, "other"))).toEqual([missing("no quota")]);
  expect(ask(namespace(TENANT), quota({}))).toEqual([missing("a quota without limits")]);
  const scopeSelector = { matchExpressions: [{ scopeName: "PriorityClass", operator: "Exists" }] };
  expect(ask(namespace(TENANT), quota({ ...LIMITS, scopeSelector }))).toEqual([missing("no quota")]);
});

test("labels, names and limits that are not known yet are said to be unknown", () => {
  const unknown = [notKnown("spec.hard", EXPECTED)];
  expect(ask(namespace(TENANT, UNKNOWN))).toEqual([notKnown("metadata.name", EXPECTED)]);
  expect(ask(namespace(UNKNOWN))).toEqual(unknown);
  expect(ask(namespace(TENANT), quota(LIMITS, UNKNOWN))).toEqual(unknown);
  expect(ask(namespace(TENANT), quota(UNKNOWN))).toEqual(unknown);
});
