import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { agentFlags } from "../../../fleet/k3s/agent-user-data.ts";
import { isKubeletLabel } from "../../../fleet/k3s/boot-vocabulary.ts";
import { clusterDns, datastoreFlags } from "../../../fleet/k3s/datastore-flags.ts";
import { configText } from "../../../fleet/k3s/k3s-flag.ts";
import { awsServerFlags } from "../../../fleet/k3s/server-user-data.ts";
import { AGENT_FLAGS, CRITICAL_FLAGS, SERVER_FLAGS } from "./known-flags.ts";
import { AGENT, SERVER } from "./sample-boots.ts";

const server = awsServerFlags(SERVER);
const agent = agentFlags(AGENT.registrationAddress, AGENT);
const valuesOf = (flags: typeof server, key: string) =>
  flags.filter((flag) => flag.key === key).map(({ value }) => value);

test("K3s knows every flag that is set", () => {
  expect(server.map(({ key }) => key).filter((key) => !SERVER_FLAGS.includes(key))).toEqual([]);
  expect(agent.map(({ key }) => key).filter((key) => !AGENT_FLAGS.includes(key))).toEqual([]);
});

test("every flag says why it is set", () => {
  expect([...server, ...agent].filter(({ why }) => !/^\S.{9,}/.test(why))).toEqual([]);
});

test("flags that must be equal on all servers come from what the whole cluster shares, and from nothing else", () => {
  const shared = datastoreFlags(SERVER.flags);
  expect(server.filter(({ key }) => CRITICAL_FLAGS.includes(key))).toEqual(shared);
  expect(shared.filter(({ key }) => !CRITICAL_FLAGS.includes(key))).toEqual([]);
});

test("servers differ in their letter alone, by which their nodes and their snapshots are known", () => {
  const other = awsServerFlags({ ...SERVER, server: "b" });
  const differs = server.filter(({ value }, index) => other[index]?.value !== value);
  expect(differs.map(({ value }) => value)).toEqual(["etcd-snapshot-a", "atoll/server=a"]);
});

describe("what the platform or the cloud brings is off, and what nobody else brings stays", () => {
  const disabled = (flags: { readonly serviceLb: boolean; readonly localStorage: boolean }) =>
    valuesOf(datastoreFlags({ ...SERVER.flags, ...flags }), "disable");
  test.each([
    [false, false, ["traefik", "metrics-server", "servicelb", "local-storage"]],
    [true, true, ["traefik", "metrics-server"]],
    [true, false, ["traefik", "metrics-server", "local-storage"]],
  ])("service load balancers %s, local volumes %s", (serviceLb, localStorage, expected) => {
    expect(disabled({ serviceLb, localStorage })).toEqual(expected);
  });
});

test("DNS is the tenth address of the range of Services, wherever that begins", () => {
  expect(clusterDns("172.20.0.0/16")).toBe("172.20.0.10");
  expect(clusterDns("10.100.255.240/28")).toBe("10.100.255.250");
});

test("without an issuer tokens are K3s' own", () => {
  const { issuer: _, ...flags } = SERVER.flags;
  const given = valuesOf(awsServerFlags({ ...SERVER, flags }), "kube-apiserver-arg");
  expect(given.filter((value) => /issuer|jwks|audiences/.test(String(value)))).toEqual([]);
});

test("a server in a tailnet is called by its name there, too", () => {
  const tailscale = { authKeySecret: "arn", tags: ["tag:atoll"] };
  expect(valuesOf(awsServerFlags({ ...SERVER, tailscale }), "tls-san")).toEqual([
    "k3s.lagoon.test",
    "prod-server-a",
  ]);
});

test("labels that no kubelet may give itself are left out", () => {
  const labels = {
    "atoll/pool": "general",
    "node-restriction.kubernetes.io/atoll-tenant": "acme",
    "node.kubernetes.io/instance-type": "m7i.large",
    "karpenter.sh/capacity-type": "spot",
    "kubernetes.io/role": "worker",
  };
  expect(valuesOf(agentFlags("k3s.lagoon.test", { ...AGENT, labels }), "node-label")).toEqual([
    "atoll/pool=general",
    "node.kubernetes.io/instance-type=m7i.large",
    "karpenter.sh/capacity-type=spot",
    "atoll/k3s-release=v1.35.8-k3s1",
  ]);
  expect(isKubeletLabel("topology.kubernetes.io/zone")).toBe(true);
});

test("the file says what the flags say, in lists where K3s takes several", () => {
  const value = fc.oneof(fc.boolean(), fc.integer({ min: 0 }), fc.string({ maxLength: 40 }));
  const single = fc.dictionary(fc.constantFrom("token-file", "server", "etcd-s3", "node-name"), value);
  fc.assert(
    fc.property(single, fc.array(fc.string()), (singles, args) => {
      const flags = [
        ...Object.entries(singles).map(([key, one]) => ({ key, value: one, why: "" })),
        ...args.map((one) => ({ key: "kubelet-arg", value: one, why: "" })),
      ];
      const lists = args.length === 0 ? {} : { "kubelet-arg": args };
      expect(parse(configText(flags))).toEqual({ ...singles, ...lists });
    }),
  );
});

test("a flag that takes one value is set once", () => {
  const flag = { key: "server", value: "https://a:6443", why: "" };
  expect(() => configText([flag, flag])).toThrow("the flag server of K3s is set twice");
});
