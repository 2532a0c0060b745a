import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { closedSubnets } from "./closed-subnets.ts";
import { startSandbox } from "./network.ts";

test("an ACL lets go of a subnet that it no longer names, and keeps the others", async () => {
  const { cloud, engine, make, makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const [a, b] = [await makeSubnet(vpc, "10.0.0.0/24"), await makeSubnet(vpc, "10.0.1.0/24")];
  const acl = await make(tokens.NETWORK_ACL, { vpcId: vpc.id, subnetIds: [a.id, b.id] });
  const associations = () => cloud.list({ type: tokens.NETWORK_ACL_ASSOCIATION });
  const kept = associations().find(({ state }) => state["subnetId"] === b.id);
  expect(associations()).toHaveLength(2);
  await engine.update(acl, { vpcId: vpc.id, subnetIds: [b.id] });
  expect(associations()).toEqual([kept]);
});

test("a default ACL is open until it is taken over without rules, and has them again with the next update", async () => {
  const { cloud, engine, make, makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  await makeSubnet(vpc, "10.0.0.0/24", { tags: { Name: "a" } });
  const defaultNetworkAclId = vpc.outputs["defaultNetworkAclId"]!;
  expect(closedSubnets(cloud)).toEqual([]);
  const acl = await make(tokens.DEFAULT_NETWORK_ACL, { defaultNetworkAclId });
  expect(closedSubnets(cloud)).toEqual(["a"]);
  await engine.delete(acl);
  expect(closedSubnets(cloud)).toEqual(["a"]);
  const rules = [
    { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
  ];
  await engine.update(acl, { defaultNetworkAclId, ingress: rules, egress: rules });
  expect(closedSubnets(cloud)).toEqual([]);
});

test("a deleted ACL hands its subnets to the default one, be that closed", async () => {
  const { cloud, engine, make, makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const subnet = await makeSubnet(vpc, "10.0.0.0/24", { tags: { Name: "a" } });
  const rule = {
    ruleNo: 100,
    action: "allow",
    protocol: "6",
    fromPort: 443,
    toPort: 443,
    cidrBlock: "0.0.0.0/0",
  };
  const own = { vpcId: vpc.id, subnetIds: [subnet.id], ingress: [rule], egress: [rule] };
  const acl = await make(tokens.NETWORK_ACL, own);
  const closed = await make(tokens.DEFAULT_NETWORK_ACL, {
    defaultNetworkAclId: vpc.outputs["defaultNetworkAclId"]!,
  });
  expect(closedSubnets(cloud)).toEqual([]);
  expect(closed.outputs["subnetIds"]).toEqual([]);
  await engine.delete(acl);
  expect(closedSubnets(cloud)).toEqual(["a"]);
  expect((await engine.refresh(closed))!.outputs["subnetIds"]).toEqual([subnet.id]);
});

test("a dual-stack VPC has a default ACL that is open in both families", async () => {
  const { cloud, makeVpc } = await startSandbox();
  const vpc = await makeVpc({ assignGeneratedIpv6CidrBlock: true });
  const rule = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };
  expect(cloud.find({ id: vpc.outputs["defaultNetworkAclId"] as string })!.state["ingress"]).toEqual([
    { ...rule, ruleNo: 100, cidrBlock: "0.0.0.0/0" },
    { ...rule, ruleNo: 101, ipv6CidrBlock: "::/0" },
  ]);
});
