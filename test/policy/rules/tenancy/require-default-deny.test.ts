import { expect, test } from "vitest";
import { requireDefaultDeny } from "../../../../policy/rules/tenancy/require-default-deny.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const namespace = (name: string) => ({
  type: "kubernetes:core/v1:Namespace",
  inputs: { metadata: { name } },
});
const policy = (spec: unknown, inNamespace = "team") => ({
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  inputs: { metadata: { namespace: inNamespace }, spec },
});

const DENY = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
const EXPECTED = "a NetworkPolicy that selects all pods and denies";
const missing = (direction: string, got: string): string =>
  `${direction}: expected ${EXPECTED} ${direction}, got ${got}; add a NetworkPolicy with an empty podSelector and both policyTypes`;

const ask = (...objects: ReturnType<typeof namespace | typeof policy>[]) => said(requireDefaultDeny, objects);

test("one policy both ways is fine, two of one way each, and allows beside them", () => {
  expect(ask(namespace("team"), policy(DENY))).toEqual([]);
  const halves = ["Ingress", "Egress"].map((type) =>
    policy({ podSelector: { matchLabels: {} }, policyTypes: [type] }),
  );
  expect(ask(namespace("team"), ...halves)).toEqual([]);
  const dns = { ...DENY, policyTypes: ["Egress"], egress: [{ ports: [{ port: 53 }] }] };
  expect(ask(namespace("team"), policy(DENY), policy(dns))).toEqual([]);
});

test("namespaces that every cluster has are not ours to fence in", () => {
  expect(ask(namespace("kube-system"), namespace("default"))).toEqual([]);
});

test("a namespace without a policy is refused, and one that is closed one way only", () => {
  const none = [missing("ingress", "no policy"), missing("egress", "no policy")];
  expect(ask(namespace("team"))).toEqual(none);
  expect(ask(namespace("team"), policy(DENY, "other"))).toEqual(none);
  const open = "policies that leave it open";
  expect(ask(namespace("team"), policy({ ...DENY, policyTypes: ["Ingress"] }))).toEqual([
    missing("egress", open),
  ]);
  const some = policy({ ...DENY, podSelector: { matchLabels: { app: "web" } } });
  expect(ask(namespace("team"), some)).toEqual([missing("ingress", open), missing("egress", open)]);
});

test("a policy that lets everything through undoes the denial beside it", () => {
  for (const rule of [{}, { from: [], ports: [] }]) {
    const all = policy({ podSelector: {}, policyTypes: ["Ingress"], ingress: [rule] });
    expect(ask(namespace("team"), policy(DENY), all)).toEqual([
      missing("ingress", "policies that leave it open"),
    ]);
  }
});

test("so does a policy for everybody on all ports, and one for a port or for some does not", () => {
  const world = { ipBlock: { cidr: "0.0.0.0/0" } };
  for (const peer of [world, { namespaceSelector: {} }, { namespaceSelector: {}, podSelector: {} }]) {
    const wide = { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [peer] }] };
    expect(ask(namespace("team"), policy(DENY), policy(wide))).toEqual([
      missing("egress", "policies that leave it open"),
    ]);
    const port = { ...wide, egress: [{ to: [peer], ports: [{ port: 443 }] }] };
    expect(ask(namespace("team"), policy(DENY), policy(port))).toEqual([]);
  }
  const gateway = { namespaceSelector: { matchLabels: { name: "gateway" } } };
  for (const peer of [gateway, { podSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8" } }]) {
    const narrow = { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [peer] }] };
    expect(ask(namespace("team"), policy(DENY), policy(narrow))).toEqual([]);
  }
});

test("names, selectors and types that are not known yet are said to be unknown", () => {
  const both = [notKnown("ingress", `${EXPECTED} ingress`), notKnown("egress", `${EXPECTED} egress`)];
  expect(ask(namespace(UNKNOWN))).toEqual([notKnown("metadata.name", EXPECTED)]);
  expect(ask(namespace("team"), policy(DENY, UNKNOWN))).toEqual(both);
  expect(ask(namespace("team"), policy(UNKNOWN))).toEqual(both);
  expect(ask(namespace("team"), policy({ ...DENY, podSelector: UNKNOWN }))).toEqual(both);
  expect(ask(namespace("team"), policy({ ...DENY, podSelector: { matchLabels: UNKNOWN } }))).toEqual(both);
  expect(ask(namespace("team"), policy({ ...DENY, policyTypes: UNKNOWN }))).toEqual(both);
});
