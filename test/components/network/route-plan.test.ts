import { describe, expect, test } from "vitest";
import { natPlan } from "../../../components/network/nat-plan.ts";
import { routePlan } from "../../../components/network/route-plan.ts";
import type { NatGateways } from "../../../components/network/settings.ts";
import { samplePlan } from "./sample-plans.ts";

function tables(natGateways: NatGateways, dualStack = false, zones = ["a", "b"]) {
  const { subnets } = samplePlan(zones);
  const planned = routePlan("dev", subnets, { natGateways: natPlan("dev", subnets, natGateways), dualStack });
  return new Map(planned.map((table) => [table.name, table]));
}

const routesOf = (planned: ReturnType<typeof tables>, table: string) => planned.get(table)?.routes;

describe("routePlan", () => {
  test("there is one table for public subnets, one per zone for private ones, and an isolated one", () => {
    expect([...tables("one").keys()]).toEqual([
      "dev-route-table-isolated",
      "dev-route-table-private-a",
      "dev-route-table-private-b",
      "dev-route-table-public",
    ]);
  });

  test("nodes and pods of a zone share its table", () => {
    const associations = tables("one").get("dev-route-table-private-b")?.associations;
    expect(associations).toEqual([
      { name: "dev-association-node-b", subnetKey: "node-b" },
      { name: "dev-association-pod-b", subnetKey: "pod-b" },
    ]);
  });

  test("every subnet is associated exactly once", () => {
    const keys = [...tables("one").values()].flatMap(({ associations }) =>
      associations.map((one) => one.subnetKey),
    );
    expect(keys.sort()).toEqual(samplePlan().subnets.map(({ key }) => key));
  });

  test("the control plane has no way out", () => {
    expect(routesOf(tables("per-zone", true), "dev-route-table-isolated")).toEqual([]);
  });

  test("one gateway serves all zones, one per zone serves its own", () => {
    const shared = ["a", "b"].map(
      (zone) => routesOf(tables("one"), `dev-route-table-private-${zone}`)?.[0]?.target,
    );
    const own = ["a", "b"].map(
      (zone) => routesOf(tables("per-zone"), `dev-route-table-private-${zone}`)?.[0]?.target,
    );
    expect(shared).toEqual([{ natGateway: "dev-nat-a" }, { natGateway: "dev-nat-a" }]);
    expect(own).toEqual([{ natGateway: "dev-nat-a" }, { natGateway: "dev-nat-b" }]);
  });

  test("without gateways private tables stay, so that gateways can join later, but lead nowhere", () => {
    expect(routesOf(tables("none"), "dev-route-table-private-a")).toEqual([]);
  });

  test("with IPv6, private subnets go out through a gateway that lets nothing in", () => {
    expect(routesOf(tables("one", true), "dev-route-table-private-a")).toEqual([
      { name: "dev-route-private-a-internet", destination: "0.0.0.0/0", target: { natGateway: "dev-nat-a" } },
      { name: "dev-route-private-a-internet-ipv6", destination: "::/0", target: "egress-only-gateway" },
    ]);
  });

  test("with IPv6, public subnets use the internet gateway for both families", () => {
    expect(routesOf(tables("one", true), "dev-route-table-public")).toEqual([
      { name: "dev-route-public-internet", destination: "0.0.0.0/0", target: "internet-gateway" },
      { name: "dev-route-public-internet-ipv6", destination: "::/0", target: "internet-gateway" },
    ]);
  });

  test("a private network gains no way out by IPv6", () => {
    expect(routesOf(tables("none", true), "dev-route-table-private-a")).toEqual([]);
  });
});
