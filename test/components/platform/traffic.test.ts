import { expect, test } from "vitest";
import { PORTS_FROM_API } from "../../../components/cluster/security-group-plan.ts";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { actsInCloud } from "../../../components/platform/ground.ts";
import { addOnPolicies, namespaceLabels } from "../../../components/platform/plan.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
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
  const [[first, deny] = [], ...rest] = [...policiesOf(name)];
  expect(first).toBe("default-deny");
  expect(deny).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const traffic = Object.values(ADD_ONS[name].contract.traffic).filter(({ inMesh }) => inMesh !== true);
  const rules = rest.flatMap(([, { ingress = [], egress = [] }]) => [...ingress, ...egress]);
  const acts = actsInCloud(ADD_ONS[name], samplePlatform()) ? 1 : 0;
  expect(rules).toHaveLength(traffic.length + acts);
  for (const [, { podSelector, policyTypes, ingress, egress }] of rest) {
    expect(policyTypes).toEqual([...(ingress ? ["Ingress"] : []), ...(egress ? ["Egress"] : [])]);
    const about = traffic.map(({ pods }) => JSON.stringify(pods ?? {}));
    expect(acts === 1 ? [...about, "{}"] : about).toContain(JSON.stringify(podSelector.matchLabels ?? {}));
  }
});

test("what is needed in a mesh alone is open there alone, and for the pods that it is about", () => {
  const names = (addOns: readonly AddOnName[]) => [
    ...addOnPolicies(ADD_ONS.traefik, samplePlatform({ addOns }), { identity: "none" }).keys(),
  ];
  expect(names(["traefik"])).toEqual(["default-deny", "allow"]);
  const meshed = ["istio", "istio-ambient", "traefik"] as const;
  expect(names(meshed)).toEqual(["default-deny", "allow", "allow-traefik", "allow-istio-waypoint"]);
  const policies = addOnPolicies(ADD_ONS.traefik, samplePlatform({ addOns: meshed }), { identity: "none" });
  const waypoints = policies.get("allow-istio-waypoint");
  expect(waypoints?.podSelector).toEqual({
    matchLabels: { "gateway.networking.k8s.io/gateway-class-name": "istio-waypoint" },
  });
  expect([...(waypoints?.ingress ?? []), ...(waypoints?.egress ?? [])].map(({ ports }) => ports)).toEqual(
    [15008, 15008, 15020, 15012].map((port) => [{ protocol: "TCP", port }]),
  );
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

const agent = { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] };

test("the identity agent is reached at TCP 80, and only where pods have rights by it", () => {
  expect(policiesOf("cert-manager").get("allow")?.egress).toContainEqual(agent);
  for (const identity of ["oidc", "none"] as const)
    expect(policiesOf("cert-manager", identity).get("allow")?.egress).not.toContainEqual(agent);
});

test("only the controller of cert-manager reaches the internet, at 443", () => {
  const authority = {
    to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
    ports: [{ protocol: "TCP", port: 443 }],
  };
  expect(policiesOf("cert-manager").get("allow-controller")).toMatchObject({
    podSelector: { matchLabels: { "app.kubernetes.io/component": "controller" } },
    egress: [authority],
  });
  expect(policiesOf("cert-manager").get("allow")?.egress).not.toContainEqual(authority);
});

test("the webhook is called from the API server's ranges only", () => {
  expect(policiesOf("cert-manager").get("allow-webhook")).toMatchObject({
    podSelector: { matchLabels: { "app.kubernetes.io/component": "webhook" } },
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

test("trap: on EKS the API server reaches every webhook and every API, for the group of nodes lets their ports in", () => {
  const asked = Object.values(ADD_ONS).flatMap(({ contract }) =>
    Object.values(contract.traffic).flatMap((one) =>
      "from" in one && one.from === "api-server" ? [`${contract.name} ${one.port}`] : [],
    ),
  );
  const open = PORTS_FROM_API.map(String);
  expect(asked.filter((one) => !open.includes(one.split(" ")[1] ?? ""))).toEqual([]);
  expect(asked.length).toBeGreaterThan(5);
});
