import { describe, expect, test } from "vitest";
import { networkDecisions } from "../../../components/network/decisions.ts";
import { networkFaults } from "../../../components/network/faults.ts";
import { ALL_CLASSES, samplePlan, sampleSettings } from "./sample-plans.ts";

const WITHOUT_PODS = samplePlan(
  ["a", "b"],
  ALL_CLASSES.filter((one) => one !== "pod"),
);
const settings = sampleSettings({ plan: WITHOUT_PODS, ipFamily: "ipv6", natGateways: "per-zone" });

describe("a network whose pods are on IPv6", () => {
  const { vpc, subnets, routeTables, egressOnlyGatewayName } = networkDecisions("dev", settings);

  test("has dual stack without being asked for it", () => {
    expect(vpc.dualStack).toBe(true);
    expect(egressOnlyGatewayName).toBe("dev-egress-only-gateway");
    expect(subnets.every(({ ipv6RangeNumber }) => ipv6RangeNumber !== undefined)).toBe(true);
  });

  test("leads to what has IPv4 alone by the NAT gateway of each zone, and from nowhere else", () => {
    const routes = routeTables.flatMap((table) => table.routes);
    const nat64 = routes.filter(({ destination }) => destination === "64:ff9b::/96");
    expect(nat64).toEqual([
      { name: "dev-route-private-a-nat64", destination: "64:ff9b::/96", target: { natGateway: "dev-nat-a" } },
      { name: "dev-route-private-b-nat64", destination: "64:ff9b::/96", target: { natGateway: "dev-nat-b" } },
    ]);
  });

  test("needs no pod subnets, which one on IPv4 does", () => {
    expect(networkFaults("dev", settings)).toEqual([]);
    expect(networkFaults("dev", { ...settings, ipFamily: "ipv4" })).toHaveLength(1);
  });
});

test("dual stack alone has no such route: its pods speak IPv4", () => {
  const { routeTables } = networkDecisions("dev", sampleSettings({ dualStack: true }));
  const destinations = routeTables.flatMap(({ routes }) => routes.map(({ destination }) => destination));
  expect([...new Set(destinations)].sort()).toEqual(["0.0.0.0/0", "::/0"]);
});
