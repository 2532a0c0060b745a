import { describe, expect, test } from "vitest";
import { groupKeys, securityGroupPlan } from "../../../components/k3s/security-group-plan.ts";
import type { EksAccess } from "../../../components/cluster/settings.ts";

const RUNNERS: EksAccess = { mode: "runner-network", cidrs: ["10.255.0.0/20"] };
const LIST: EksAccess = { mode: "public-list", cidrs: ["203.0.113.0/24"] };

/** Who reaches what, as text. */
const table = (access: EksAccess): readonly string[] =>
  securityGroupPlan(access).map(({ group, from, protocol, fromPort, toPort }) => {
    const ports = fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
    return `${"cidr" in from ? from.cidr : from.group} -> ${group} ${protocol} ${ports}`;
  });

describe("the security groups of a K3s cluster", () => {
  test("let in what K3s asks for, and deployments of the runners' network", () => {
    expect(table(RUNNERS)).toEqual([
      "nodes -> api tcp 6443",
      "10.255.0.0/20 -> api tcp 6443",
      "api -> servers tcp 6443",
      "nodes -> servers tcp 6443",
      "servers -> servers tcp 2379-2380",
      "nodes -> nodes tcp 10250",
      "nodes -> nodes udp 8472",
    ]);
  });

  test("let listed ranges into the public way alone", () => {
    expect(groupKeys(RUNNERS)).toEqual(["nodes", "servers", "api"]);
    expect(groupKeys(LIST)).toEqual(["nodes", "servers", "api", "public-api"]);
    const rules = table(LIST).filter((rule) => rule.includes("public-api"));
    expect(rules).toEqual(["203.0.113.0/24 -> public-api tcp 6443", "public-api -> servers tcp 6443"]);
    expect(table(LIST).filter((rule) => rule.startsWith("203."))).toHaveLength(1);
  });

  test("have rules with names of their own", () => {
    for (const access of [RUNNERS, LIST]) {
      const keys = securityGroupPlan(access).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
