import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { addOnPolicies, namespaceLabels } from "../../../components/platform/plan.ts";
import type { IpFamily } from "../../../fleet/networks/ip-family.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { samplePlatform } from "./sample-platform.ts";

const policiesOf = (
  name: keyof typeof ADD_ONS,
  identity: "pod-identity" | "oidc" | "none" = "pod-identity",
  ipFamily: IpFamily = "ipv4",
) => addOnPolicies(ADD_ONS[name], samplePlatform(), { identity, ipFamily });

const blocksOf = (name: keyof typeof ADD_ONS, ipFamily?: IpFamily) =>
  [...policiesOf(name, "pod-identity", ipFamily).values()].flatMap(({ ingress = [], egress = [] }) =>
    [...ingress.flatMap(({ from }) => from), ...egress.flatMap(({ to }) => to)].flatMap(
      ({ ipBlock }) => ipBlock ?? [],
    ),
  );

test.each(ADD_ON_NAMES)("nothing passes in the namespace of %s but what it states", (name) => {
  const policies = policiesOf(name);
  expect(policies.get("default-deny")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const stated = Object.keys(ADD_ONS[name].contract.traffic).map((one) => `allow-${one}`);
  const acts = name === "cert-manager" ? ["allow-identity"] : [];
  expect([...policies.keys()].sort()).toEqual(["default-deny", ...stated, ...acts].sort());
});

test("no pod reaches a link-local address but the identity agent", () => {
  const blocks = ADD_ON_NAMES.flatMap((name) => blocksOf(name));
  const open = blocks.filter(({ cidr }) => typeof cidr === "string" && /^(0\.|169\.254)/.test(cidr));
  const distinct = new Set(open.map((one) => JSON.stringify(one)));
  expect([...distinct].sort()).toEqual([
    JSON.stringify({ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] }),
    JSON.stringify({ cidr: "169.254.170.23/32" }),
  ]);
});

test("on IPv6 nothing is said in the words of IPv4, and the node's own services are out of reach by NAT64, too", () => {
  const { apiServerRanges, nodeRanges } = samplePlatform();
  const ranges = [...apiServerRanges, ...nodeRanges];
  const open = ADD_ON_NAMES.flatMap((name) => blocksOf(name, "ipv6")).filter(
    ({ cidr }) => !ranges.includes(cidr),
  );
  expect([...new Set(open.map((one) => JSON.stringify(one)))].sort()).toEqual([
    JSON.stringify({ cidr: "::/0", except: ["fd00:ec2::/32", "fe80::/10", "64:ff9b::a9fe:0/112"] }),
    JSON.stringify({ cidr: "fd00:ec2::23/128" }),
  ]);
});

test("no rule has an empty list of peers, which would mean everybody", () => {
  const policies = ADD_ON_NAMES.flatMap((name) => [...policiesOf(name).values()]);
  const peers = policies.flatMap(({ ingress = [], egress = [] }) => [
    ...ingress.map(({ from }) => from.length),
    ...egress.map(({ to }) => to.length),
  ]);
  expect(peers.length).toBeGreaterThan(10);
  expect(Math.min(...peers)).toBeGreaterThan(0);
});

test("the identity agent is reached at TCP 80, and only where pods have rights by it", () => {
  expect(policiesOf("cert-manager").get("allow-identity")).toEqual({
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] }],
  });
  for (const identity of ["oidc", "none"] as const)
    expect(policiesOf("cert-manager", identity).has("allow-identity")).toBe(false);
});

test("only the controller of cert-manager reaches the internet, at 443", () => {
  expect(policiesOf("cert-manager").get("allow-authority")).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/component": "controller" } },
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      },
    ],
  });
});

test("the webhook is called from the API server's ranges only", () => {
  expect(policiesOf("cert-manager").get("allow-webhook")).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/component": "webhook" } },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: ["10.0.0.0/28", "10.0.0.16/28", "172.20.0.1/32"].map((cidr) => ({ ipBlock: { cidr } })),
        ports: [{ protocol: "TCP", port: 10250 }],
      },
    ],
  });
});

test("a namespace holds its pods to the stated level in the version of the cluster", () => {
  expect(namespaceLabels(ADD_ONS.traefik.contract, "1.35")).toEqual({
    "app.kubernetes.io/managed-by": "atoll",
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/enforce-version": "v1.35",
    "pod-security.kubernetes.io/audit": "restricted",
    "pod-security.kubernetes.io/audit-version": "v1.35",
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/warn-version": "v1.35",
  });
});
