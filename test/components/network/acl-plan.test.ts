import { describe, expect, test } from "vitest";
import { aclPlan, OPEN_RULES, type PlannedAclRule } from "../../../components/network/acl-plan.ts";
import { SUBNET_CLASSES } from "../../../fleet/schema/networks.ts";
import { samplePlan } from "./sample-plans.ts";

const plan = samplePlan();
const acls = (dualStack = false, ipv4 = ["10.0.0.0/16", "100.64.0.0/16"]) =>
  new Map(aclPlan("dev", plan.subnets, { ipv4, dualStack }).map((acl) => [acl.name, acl]));

type Packet = readonly [direction: "in" | "out", peer: string, protocol: string, port: number];

function admits(rule: PlannedAclRule, [direction, peer, protocol, port]: Packet): boolean {
  const { traffic } = rule;
  const peerIs = "ipv4" in rule.peer ? rule.peer.ipv4 : rule.peer.ipv6;
  if (rule.direction !== direction || peerIs !== peer) return false;
  if (traffic.protocol === "all") return true;
  return (
    traffic.protocol === protocol &&
    "fromPort" in traffic &&
    traffic.fromPort <= port &&
    port <= traffic.toPort
  );
}

const open = (subnetClass: string, ...packet: Packet): boolean =>
  acls(true)
    .get(`dev-acl-${subnetClass}`)!
    .rules.some((rule) => admits(rule, packet));

describe("aclPlan", () => {
  test("every subnet belongs to exactly one ACL, so the default one serves none", () => {
    const keys = [...acls().values()].flatMap(({ subnetKeys }) => subnetKeys);
    expect(keys.sort()).toEqual(plan.subnets.map(({ key }) => key));
  });

  test("a class without subnets has no ACL", () => {
    const nodes = plan.subnets.filter((subnet) => subnet.class === "node");
    const names = aclPlan("dev", nodes, { ipv4: ["10.0.0.0/16"], dualStack: false }).map(({ name }) => name);
    expect(names).toEqual(["dev-acl-node"]);
  });

  test.each(["node", "pod", "public"])(
    "%s subnets get answers on ephemeral ports, in both families",
    (one) => {
      for (const peer of ["0.0.0.0/0", "::/0"]) {
        for (const protocol of ["tcp", "udp"]) {
          expect(open(one, "in", peer, protocol, 1024)).toBe(true);
          expect(open(one, "in", peer, protocol, 65_535)).toBe(true);
        }
      }
    },
  );

  test.each(["node", "pod"])("nothing on a low port reaches %s subnets from the internet", (one) => {
    for (const port of [22, 80, 443, 1023]) expect(open(one, "in", "0.0.0.0/0", "tcp", port)).toBe(false);
  });

  test("public subnets take what load balancers listen on, and no other low port", () => {
    const ports = [22, 80, 443, 1023].filter((port) => open("public", "in", "0.0.0.0/0", "tcp", port));
    expect(ports).toEqual([80, 443]);
  });

  test.each(["0.0.0.0/0", "::/0"])("the control plane exchanges nothing with %s", (peer) => {
    expect(open("control-plane", "in", peer, "tcp", 443)).toBe(false);
    expect(open("control-plane", "in", peer, "tcp", 50_000)).toBe(false);
    expect(open("control-plane", "out", peer, "tcp", 443)).toBe(false);
  });

  test.each(SUBNET_CLASSES)("%s subnets exchange everything with every range of the VPC", (one) => {
    for (const range of ["10.0.0.0/16", "100.64.0.0/16", "vpc"]) {
      expect(open(one, "in", range, "tcp", 22)).toBe(true);
      expect(open(one, "out", range, "tcp", 22)).toBe(true);
    }
  });

  test("packets that are too big are told so", () => {
    const told = acls(true)
      .get("dev-acl-node")!
      .rules.filter(({ traffic }) => traffic.protocol.startsWith("icmp"));
    expect(told.map(({ traffic }) => traffic)).toEqual([
      { protocol: "icmp", icmpType: 3, icmpCode: 4 },
      { protocol: "icmpv6", icmpType: 2, icmpCode: 0 },
    ]);
  });

  test("without dual stack no rule speaks of IPv6", () => {
    const peers = [...acls().values()].flatMap(({ rules }) => rules.map((rule) => Object.keys(rule.peer)[0]));
    expect(new Set(peers)).toEqual(new Set(["ipv4"]));
  });

  test("rule numbers are unique per direction and stay below AWS's limit of 20 rules", () => {
    for (const { rules } of acls(true).values()) {
      for (const direction of ["in", "out"]) {
        const numbers = rules.filter((rule) => rule.direction === direction).map((rule) => rule.ruleNumber);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.length).toBeLessThanOrEqual(20);
      }
    }
  });

  test("the default ACL is open in both directions and families, as AWS makes it", () => {
    const all = { protocol: "all" };
    expect(OPEN_RULES).toEqual([
      { direction: "in", ruleNumber: 100, peer: { ipv4: "0.0.0.0/0" }, traffic: all },
      { direction: "in", ruleNumber: 101, peer: { ipv6: "::/0" }, traffic: all },
      { direction: "out", ruleNumber: 100, peer: { ipv4: "0.0.0.0/0" }, traffic: all },
      { direction: "out", ruleNumber: 101, peer: { ipv6: "::/0" }, traffic: all },
    ]);
  });

  test("a secondary range that joins changes no rule that was there", () => {
    const before = acls(true, ["10.0.0.0/16"]).get("dev-acl-pod")!.rules;
    expect(acls(true).get("dev-acl-pod")!.rules).toEqual(expect.arrayContaining([...before]));
  });
});
