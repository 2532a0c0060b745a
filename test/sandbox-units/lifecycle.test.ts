import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { UNKNOWN_VALUE } from "../../sandbox/provider/properties.ts";
import { ACCOUNT, REGION, startSandbox, TRUST } from "./network.ts";

test("a VPC gets what AWS gives a VPC", async () => {
  const { makeVpc } = await startSandbox();
  const { id, outputs } = await makeVpc({ tags: { Name: "dev" } });
  expect(id).toMatch(/^vpc-0[0-9a-f]{16}$/);
  expect(outputs).toMatchObject({
    arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/${id}`,
    ownerId: ACCOUNT,
    region: REGION,
    cidrBlock: "10.0.0.0/16",
    enableDnsSupport: true,
    enableDnsHostnames: false,
    instanceTenancy: "default",
    ipv6CidrBlock: "",
    tags: { Name: "dev" },
    tagsAll: { Name: "dev", "atoll:stack": "dev" },
  });
  expect(outputs["defaultSecurityGroupId"]).toMatch(/^sg-0/);
  expect(outputs["mainRouteTableId"]).toBe(outputs["defaultRouteTableId"]);
});

test("a preview shows inputs, and what AWS chooses as unknown", async () => {
  const { engine, cloud } = await startSandbox();
  const outputs = await engine.preview(tokens.SUBNET, "a", {
    vpcId: UNKNOWN_VALUE,
    cidrBlock: "10.0.0.0/24",
  });
  expect(outputs).toMatchObject({ vpcId: UNKNOWN_VALUE, cidrBlock: "10.0.0.0/24", arn: UNKNOWN_VALUE });
  expect(cloud.count()).toBe(0);
});

test("unchanged inputs are no change, after a refresh too", async () => {
  const { engine, makeVpc } = await startSandbox();
  const inputs = { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, tags: { Name: "dev" } };
  const vpc = await makeVpc(inputs);
  expect(await engine.diff(vpc, inputs)).toEqual({});
  const refreshed = await engine.refresh(vpc);
  expect(refreshed).toEqual(vpc);
});

test("an input that replaces is a replacement, another one an update", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  expect(await engine.diff(vpc, { cidrBlock: "10.1.0.0/16" })).toEqual({ cidrBlock: "UPDATE_REPLACE" });
  expect(await engine.diff(vpc, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true })).toEqual({
    enableDnsHostnames: "ADD",
  });
});

test("a rule takes another value of its peer, and is made anew for another kind of peer", async () => {
  const { engine, make, makeVpc } = await startSandbox();
  const group = await make(tokens.SECURITY_GROUP, { vpcId: (await makeVpc()).id });
  const inputs = { securityGroupId: group.id, ipProtocol: "-1" };
  const rule = await make(tokens.INGRESS_RULE, { ...inputs, cidrIpv4: "10.0.0.0/16" });
  const moved = { ...inputs, cidrIpv4: "10.1.0.0/16" };
  expect(await engine.diff(rule, moved)).toEqual({ cidrIpv4: "UPDATE" });
  expect((await engine.update(rule, moved)).outputs).toEqual({ ...rule.outputs, cidrIpv4: "10.1.0.0/16" });
  expect(await engine.diff(rule, { ...inputs, referencedSecurityGroupId: group.id })).toEqual({
    cidrIpv4: "DELETE_REPLACE",
    referencedSecurityGroupId: "ADD_REPLACE",
  });
});

test("writing down what AWS takes anyway is no change", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  expect(await engine.diff(vpc, { cidrBlock: "10.0.0.0/16", enableDnsSupport: true })).toEqual({});
});

test("a tag is told by its path", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc({ tags: { Name: "dev", "atoll:resource": "a" } });
  const after = { cidrBlock: "10.0.0.0/16", tags: { Name: "dev", "atoll:resource": "b" } };
  expect(await engine.diff(vpc, after)).toEqual({
    'tags["atoll:resource"]': "UPDATE",
    'tagsAll["atoll:resource"]': "UPDATE",
  });
});

test("a JSON document in another notation is no change", async () => {
  const { engine, make } = await startSandbox();
  const role = await make(tokens.ROLE, { name: "writer", assumeRolePolicy: TRUST });
  const rewritten = JSON.stringify(JSON.parse(TRUST), undefined, 2);
  expect(await engine.diff(role, { name: "writer", assumeRolePolicy: rewritten })).toEqual({});
});

test("a list without order may be reordered", async () => {
  const { engine, make, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const [a, b] = [
    await make(tokens.ROUTE_TABLE, { vpcId: vpc.id }),
    await make(tokens.ROUTE_TABLE, { vpcId: vpc.id }),
  ];
  const inputs = { vpcId: vpc.id, serviceName: `com.amazonaws.${REGION}.s3` };
  const endpoint = await make(tokens.VPC_ENDPOINT, { ...inputs, routeTableIds: [a.id, b.id] });
  expect(await engine.diff(endpoint, { ...inputs, routeTableIds: [b.id, a.id] })).toEqual({});
});

test("an update keeps the id and what AWS chose", async () => {
  const { engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const updated = await engine.update(vpc, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  expect(updated.outputs).toEqual({ ...vpc.outputs, enableDnsHostnames: true });
});

test("a refresh finds what was changed by hand, and the next update repairs it", async () => {
  const { cloud, engine, makeVpc } = await startSandbox();
  const inputs = { cidrBlock: "10.0.0.0/16", tags: { Name: "dev" } };
  const vpc = await makeVpc(inputs);
  cloud.edit(vpc.id, { state: { enableDnsSupport: false }, tags: { Name: "mine" } });
  const refreshed = (await engine.refresh(vpc))!;
  expect(refreshed.inputs).toMatchObject({ enableDnsSupport: false, tags: { Name: "mine" } });
  expect(await engine.diff(refreshed, inputs)).toEqual({
    enableDnsSupport: "DELETE",
    "tags.Name": "UPDATE",
    "tagsAll.Name": "UPDATE",
  });
  const repaired = await engine.update(refreshed, inputs);
  expect(repaired.outputs).toEqual(vpc.outputs);
});

test("a refresh tells what was deleted by hand", async () => {
  const { cloud, engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  cloud.delete({ id: vpc.id });
  expect(await engine.refresh(vpc)).toBeUndefined();
});

test("deleting what is gone already succeeds", async () => {
  const { cloud, engine, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  cloud.delete({});
  await engine.delete(vpc);
  expect(cloud.count()).toBe(0);
});

test("a deleted VPC takes along what AWS made with it", async () => {
  const { cloud, engine, make, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const group = await make(tokens.DEFAULT_SECURITY_GROUP, { vpcId: vpc.id });
  expect(group.id).toBe(vpc.outputs["defaultSecurityGroupId"]);
  await engine.delete(group);
  await engine.delete(vpc);
  expect(cloud.list()).toEqual([]);
});

test("a subnet gives up its IPv6 range when it stops to give out addresses, and then the VPC may too", async () => {
  const { engine, makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc({ assignGeneratedIpv6CidrBlock: true });
  const ipv6CidrBlock = (vpc.outputs["ipv6CidrBlock"] as string).replace("/56", "/64");
  const inputs = { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZone: `${REGION}a` };
  const extra = { ipv6CidrBlock, assignIpv6AddressOnCreation: true };
  const subnet = await makeSubnet(vpc, inputs.cidrBlock, extra);
  expect((await engine.update(subnet, inputs)).outputs["ipv6CidrBlock"]).toBe("");
  expect((await engine.update(vpc, { cidrBlock: "10.0.0.0/16" })).outputs["ipv6CidrBlock"]).toBe("");
});

test("a deleted endpoint takes its route tables' associations along", async () => {
  const { cloud, engine, make, makeVpc } = await startSandbox();
  const vpc = await makeVpc();
  const table = await make(tokens.ROUTE_TABLE, { vpcId: vpc.id });
  const inputs = { vpcId: vpc.id, serviceName: `com.amazonaws.${REGION}.s3` };
  const endpoint = await make(tokens.VPC_ENDPOINT, inputs);
  await make(tokens.ENDPOINT_ROUTE_TABLE, { vpcEndpointId: endpoint.id, routeTableId: table.id });
  await engine.delete(endpoint);
  expect(cloud.count({ type: tokens.ENDPOINT_ROUTE_TABLE })).toBe(0);
});

test("a name is made up once and kept", async () => {
  const { engine, make } = await startSandbox();
  const role = await make(tokens.ROLE, { assumeRolePolicy: TRUST });
  expect(role.id).toMatch(/^thing-1-[0-9a-f]{7}$/);
  expect(await engine.diff(role, { assumeRolePolicy: TRUST })).toEqual({});
});

test("what has a fixed name goes before its replacement comes", async () => {
  const { engine, make } = await startSandbox();
  const role = await make(tokens.ROLE, { name: "writer", assumeRolePolicy: TRUST });
  const moved = { name: "writer", assumeRolePolicy: TRUST, path: "/atoll/" };
  expect(await engine.diff(role, moved)).toEqual({ path: "ADD_REPLACE" });
  expect(await engine.deletesBeforeReplace(role, moved)).toBe(true);
  expect(await engine.deletesBeforeReplace(role, { ...moved, name: "reader" })).toBe(false);
});

test("a resource may live in another region than its provider", async () => {
  const { cloud, makeVpc } = await startSandbox();
  await makeVpc({ region: "us-east-1" });
  expect(cloud.list({ type: tokens.VPC })[0]?.region).toBe("us-east-1");
});

test("a dual-stack VPC has a range of its own, and subnets inside it", async () => {
  const { makeSubnet, makeVpc } = await startSandbox();
  const vpc = await makeVpc({ assignGeneratedIpv6CidrBlock: true });
  const range = vpc.outputs["ipv6CidrBlock"] as string;
  expect(range).toMatch(/^2001:db8:[0-9a-f]+:[0-9a-f]+00::\/56$/);
  const ipv6CidrBlock = range.replace("/56", "/64");
  const subnet = await makeSubnet(vpc, "10.0.0.0/24", { ipv6CidrBlock, assignIpv6AddressOnCreation: true });
  expect(subnet.outputs["ipv6CidrBlockAssociationId"]).toMatch(/^subnet-cidr-assoc-0/);
  await expect(makeSubnet(vpc, "10.0.1.0/24", { ipv6CidrBlock })).rejects.toThrow("InvalidSubnet.Conflict");
  const outside = { ipv6CidrBlock: "2001:db8:ffff::/64" };
  await expect(makeSubnet(vpc, "10.0.2.0/24", outside)).rejects.toThrow("InvalidSubnet.Range");
});
