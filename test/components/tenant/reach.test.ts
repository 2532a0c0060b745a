import { describe, expect, test } from "vitest";
import type { PlannedPolicy } from "../../../components/tenant/traffic-plan.ts";
import { type End, mayReach } from "./reach.ts";

const HTTP = { protocol: "TCP", port: 80 } as const;
const a: End = { namespace: "a", labels: { app: "web" } };
const b: End = { namespace: "b", labels: { app: "db" } };
const internet: End = { address: "93.184.216.34" };

const closed: PlannedPolicy = { name: "x", spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } };
const ingress = (...rules: NonNullable<PlannedPolicy["spec"]["ingress"]>): PlannedPolicy => ({
  name: "x",
  spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: rules },
});
const into = (...policies: PlannedPolicy[]) => mayReach(new Map([["b", policies]]), a, b, HTTP);

describe("the evaluator", () => {
  test("lets everything pass where no policy selects the pod", () => {
    expect(into()).toBe(true);
    const spec = { podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress"] };
    expect(into({ name: "x", spec })).toBe(true);
  });

  test("lets nothing pass under a policy without rules, either way", () => {
    expect(into(closed)).toBe(false);
    expect(mayReach(new Map([["a", [closed]]]), a, b, HTTP)).toBe(false);
    expect(mayReach(new Map([["a", [closed]]]), a, internet, HTTP)).toBe(false);
  });

  test("adds policies up", () => {
    expect(into(closed, ingress({ from: [{ namespaceSelector: {} }] }))).toBe(true);
  });

  test("takes a rule without peers for all peers, and one without ports for all ports", () => {
    expect(into(ingress({ from: [] }))).toBe(true);
    expect(into(ingress({ from: [], ports: [{ protocol: "TCP", port: 443 }] }))).toBe(false);
    expect(into(ingress({ from: [], ports: [{ protocol: "UDP", port: 80 }] }))).toBe(false);
    expect(into(ingress({ from: [], ports: [HTTP] }))).toBe(true);
  });

  test("takes a pod selector alone for pods of the same namespace", () => {
    expect(into(ingress({ from: [{ podSelector: {} }] }))).toBe(false);
    expect(into(ingress({ from: [{ podSelector: {}, namespaceSelector: {} }] }))).toBe(true);
    const web = { podSelector: { matchLabels: { app: "web" } }, namespaceSelector: {} };
    const db = { podSelector: { matchLabels: { app: "db" } }, namespaceSelector: {} };
    expect(into(ingress({ from: [web] }))).toBe(true);
    expect(into(ingress({ from: [db] }))).toBe(false);
  });

  test("finds namespaces by the name that the API server gives them", () => {
    const named = (name: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    });
    expect(into(ingress({ from: [named("a")] }))).toBe(true);
    expect(into(ingress({ from: [named("c")] }))).toBe(false);
  });

  test("lets an address block in for addresses inside it only", () => {
    const policies = new Map([["b", [ingress({ from: [{ ipBlock: { cidr: "93.184.216.0/24" } }] })]]]);
    expect(mayReach(policies, internet, b, HTTP)).toBe(true);
    expect(mayReach(policies, { address: "93.184.217.1" }, b, HTTP)).toBe(false);
    expect(mayReach(policies, { address: "fd00:ec2::254" }, b, HTTP)).toBe(false);
    expect(mayReach(policies, a, b, HTTP)).toBe(false);
  });

  test("asks both ends", () => {
    const out: PlannedPolicy = {
      name: "x",
      spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [{ namespaceSelector: {} }] }] },
    };
    expect(mayReach(new Map([["a", [out]]]), a, b, HTTP)).toBe(true);
    expect(
      mayReach(
        new Map([
          ["a", [out]],
          ["b", [closed]],
        ]),
        a,
        b,
        HTTP,
      ),
    ).toBe(false);
  });
});
