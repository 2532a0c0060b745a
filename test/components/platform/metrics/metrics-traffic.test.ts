import { expect, test } from "vitest";
import { victoriaMetrics } from "../../../../components/platform/metrics/victoria-metrics.ts";
import { addOnPolicies } from "../../../../components/platform/plan.ts";
import { samplePlatform } from "../sample-platform.ts";

const policies = addOnPolicies(victoriaMetrics, samplePlatform(), {
  identity: "pod-identity",
  ipFamily: "ipv4",
});
const of = (name: string) => {
  const found = policies.get(name);
  if (found === undefined) throw new Error(`there is no policy ${name}`);
  return found;
};

test("only the agent reaches pods of all namespaces, and ports of nodes", () => {
  const everywhere = [...policies].filter(([, { egress = [] }]) =>
    egress.some(({ to }) => to.some((peer) => JSON.stringify(peer) === '{"namespaceSelector":{}}')),
  );
  expect(everywhere.map(([name]) => name)).toEqual(["allow-vmagent"]);
  const ports = of("allow-vmagent").egress?.flatMap(({ ports: some = [] }) => some.map(({ port }) => port));
  expect([...new Set(ports)].sort()).toEqual([10250, 61678, 9100]);
});

test("Alertmanagers gossip by UDP beside TCP, each with the others and nobody else", () => {
  const { ingress = [], egress = [] } = of("allow-vmalertmanager");
  const gossip = { protocol: "UDP", port: 9094 };
  expect(ingress).toEqual([{ from: [{ podSelector: {} }], ports: [gossip] }]);
  expect(egress).toContainEqual({ to: [{ podSelector: {} }], ports: [gossip] });
});

test("only Alertmanager reaches the internet, for messages and mail", () => {
  const open = [...policies].filter(([, spec]) => JSON.stringify(spec.egress ?? []).includes("0.0.0.0/0"));
  expect(open.map(([name]) => name)).toEqual(["allow-vmalertmanager"]);
  expect(JSON.stringify(of("allow-vmalertmanager").egress)).toContain('"port":587');
});
