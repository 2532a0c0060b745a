import { describe, expect, test } from "vitest";
import { isNitro } from "../../../fleet/nodes/instance-families.ts";
import { faultsAfter, lockOf } from "../locked-inventory.ts";
import { type Files, loaderFaults, SOUND } from "../written-inventory.ts";

const REPLACE = "enter a new cluster with replaces: dev, and retire this one when all has moved";
const dev = (network: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${network}\n`,
});
const IPV4 = dev("{ mode: create, ipFamily: ipv4 }");
const IPV6 = dev("{ mode: create, ipFamily: ipv6 }");

describe("the family of a cluster", () => {
  test("is IPv4 in every lock that says nothing, and nothing is written for it", () => {
    expect(lockOf(IPV4)).toEqual(lockOf(dev("{ mode: create }")));
    expect(lockOf(IPV4).clusters["dev"]).not.toHaveProperty("ipFamily");
    expect(faultsAfter({}, IPV4)).toEqual([]);
  });

  test("is remembered where it is IPv6, with the dual stack that comes along", () => {
    expect(lockOf(IPV6).clusters["dev"]).toMatchObject({ ipFamily: "ipv6", dualStack: true });
    expect(faultsAfter(IPV6, IPV6)).toEqual([]);
    expect(faultsAfter(IPV6, dev("{ mode: create, ipFamily: ipv6, dualStack: true }"))).toEqual([]);
  });

  test("never becomes IPv6 on a live cluster", () => {
    expect(faultsAfter({}, IPV6)).toEqual([
      `clusters/dev.yaml:7:36 network.ipFamily: expected ipv4, for EKS gives a cluster its family when it is made, got "ipv6"; ${REPLACE}`,
    ]);
  });

  test("never becomes IPv4 on a live cluster, not even by silence", () => {
    const fault = `network.ipFamily: expected ipv6, for EKS gives a cluster its family when it is made, got "ipv4"; ${REPLACE}`;
    expect(faultsAfter(IPV6, IPV4)).toEqual([`clusters/dev.yaml:7:36 ${fault}`]);
    expect(faultsAfter(IPV6, dev("{ mode: create }"))).toEqual([`clusters/dev.yaml:7:1 ${fault}`]);
    const small = (family: string): Files => dev(`{ mode: create, netmaskLength: 24, ipFamily: ${family} }`);
    expect(faultsAfter(small("ipv6"), small("ipv4"))).toEqual([`clusters/dev.yaml:7:55 ${fault}`]);
  });

  test("is told to stay beside what does not fit another one", () => {
    const unfit = dev("{ mode: create, ipFamily: ipv6, pods: unrouted }");
    expect(faultsAfter({}, unfit).map((one) => one.slice(0, one.indexOf(", ")))).toEqual([
      "clusters/dev.yaml:7:36 network.ipFamily: expected ipv4",
      "clusters/dev.yaml:7:48 network.pods: expected no pods: unrouted with ipFamily: ipv6",
    ]);
  });
});

test("a cluster on IPv6 takes the place of one on IPv4", () => {
  const six = `${SOUND["clusters/dev.yaml"] ?? ""}replaces: dev\nnetwork: { mode: create, ipFamily: ipv6 }\n`;
  expect(loaderFaults({ "clusters/six.yaml": six })).toEqual([]);
});

test("pods on IPv6 need a way out, for AWS is reached by NAT64", () => {
  expect(loaderFaults(dev("{ mode: create, ipFamily: ipv6, egress: private-only }"))).toContain(
    'clusters/dev.yaml:7:50 network.egress: expected nat with ipFamily: ipv6, for pods reach AWS by NAT64: its endpoints do not all have IPv6, got "private-only"; set egress: nat, or ipFamily: ipv4',
  );
});

test("pods on IPv6 don't reach the endpoints that a region shares", () => {
  const network = "{ mode: create, ipFamily: ipv6, transitGateway: true, sharedEndpoints: true }";
  expect(loaderFaults(dev(network))).toContain(
    "clusters/dev.yaml:7:81 network.sharedEndpoints: expected false with ipFamily: ipv6, whose pods reach IPv4 by NAT gateways and not by the region's gateway, got true; list interfaceEndpoints of its own, or none",
  );
});

test("machines are Nitro unless they are known to be older", () => {
  expect(["m4", "t2", "i3", "x1e", "p3"].filter(isNitro)).toEqual([]);
  expect(["m5", "t3", "i3en", "x2idn", "p3dn", "c8g", "a1"].filter((one) => !isNitro(one))).toEqual([]);
});
