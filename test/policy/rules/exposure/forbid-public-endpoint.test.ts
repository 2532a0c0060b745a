import { expect, test } from "vitest";
import { forbidPublicEndpoint } from "../../../../policy/rules/exposure/forbid-public-endpoint.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const LIST = "a list of ranges without the whole internet";
const open = (path: string, got: string, expected = LIST): string =>
  `${path}: expected ${expected}, got ${got}; close the public endpoint, or list the ranges that may reach it`;

const ask = (vpcConfig: unknown) =>
  said(forbidPublicEndpoint, { type: "aws:eks/cluster:Cluster", inputs: { vpcConfig } });

test("a closed endpoint is fine, and one that only listed ranges reach", () => {
  expect(ask({ endpointPublicAccess: false })).toEqual([]);
  expect(ask({ endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] })).toEqual([]);
  expect(ask({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.7/32"] })).toEqual([]);
});

test("the internet is refused, whether it is listed or comes by default", () => {
  expect(ask({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.7/32", "0.0.0.0/0"] })).toEqual([
    open("vpcConfig.publicAccessCidrs[1]", '"0.0.0.0/0"'),
  ]);
  expect(ask({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })).toEqual([
    open("vpcConfig.publicAccessCidrs[0]", '"0.0.0.0/1"'),
    open("vpcConfig.publicAccessCidrs[1]", '"128.0.0.0/1"'),
  ]);
  expect(ask({ endpointPublicAccess: true })).toEqual([open("vpcConfig.publicAccessCidrs", "nothing")]);
  expect(ask({ endpointPublicAccess: true, publicAccessCidrs: [] })).toEqual([
    open("vpcConfig.publicAccessCidrs", "[]"),
  ]);
  expect(ask({})).toEqual([open("vpcConfig.endpointPublicAccess", "nothing", "false")]);
});

test("an endpoint or a list that is not known yet is said to be unknown", () => {
  expect(ask(UNKNOWN)).toEqual([notKnown("vpcConfig", "false")]);
  expect(ask({ endpointPublicAccess: UNKNOWN })).toEqual([
    notKnown("vpcConfig.endpointPublicAccess", "false"),
  ]);
  expect(ask({ endpointPublicAccess: true, publicAccessCidrs: UNKNOWN })).toEqual([
    notKnown("vpcConfig.publicAccessCidrs", LIST),
  ]);
});

test("a load balancer that faces the internet has a group that says who gets in", () => {
  const balancer = (inputs: Record<string, unknown>) =>
    said(forbidPublicEndpoint, { type: "aws:lb/loadBalancer:LoadBalancer", inputs });
  const guard = "a security group, which says who gets in";
  expect(balancer({ internal: true })).toEqual([]);
  expect(balancer({ internal: false, securityGroups: ["${dev-group.id}"] })).toEqual([]);
  expect(balancer({ internal: false, securityGroups: UNKNOWN })).toEqual([]);
  expect(balancer({})).toEqual([open("securityGroups", "nothing", guard)]);
  expect(balancer({ internal: false, securityGroups: [] })).toEqual([open("securityGroups", "[]", guard)]);
  expect(balancer({ internal: UNKNOWN })).toEqual([notKnown("internal", "true")]);
});
