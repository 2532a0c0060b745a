import { afterEach, expect, test } from "vitest";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import { SimulatedAws } from "../../sandbox/aws/provider.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { TestEngine, type State } from "./engine.ts";
import { ACCOUNT, SETTINGS, startSandbox, type Sandbox } from "./network.ts";

const OTHER = "222222222222";

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** An engine that acts in another account of the same cloud. */
async function neighbour({ path }: Sandbox): Promise<TestEngine> {
  const cloud = openCloud(path);
  const engine = await TestEngine.start(new SimulatedAws(cloud, "7.0.0"));
  ends.push(() => {
    engine.stop();
    cloud.close();
  });
  const assumeRoles = [{ roleArn: `arn:aws:iam::${OTHER}:role/deployer` }];
  await engine.configure({ ...SETTINGS, allowedAccountIds: [OTHER], assumeRoles });
  return engine;
}

async function vpcWithSubnet(
  engine: TestEngine,
  cidr: string,
): Promise<readonly [vpc: State, subnet: State]> {
  const vpc = await engine.create(tokens.VPC, "vpc", { cidrBlock: cidr });
  const subnet = await engine.create(tokens.SUBNET, "subnet", { vpcId: vpc.id, cidrBlock: cidr });
  return [vpc, subnet];
}

/** Shares a transit gateway with the other account. */
async function share({ make }: Sandbox, gateway: State): Promise<void> {
  const { id: resourceShareArn } = await make(tokens.RAM_SHARE, { name: "transit" });
  await make(tokens.RAM_RESOURCE, { resourceShareArn, resourceArn: gateway.outputs["arn"]! });
  await make(tokens.RAM_PRINCIPAL, { resourceShareArn, principal: OTHER });
}

test("a shared transit gateway is attached to, accepted, associated and routed to", async () => {
  const sandbox = await startSandbox();
  const other = await neighbour(sandbox);
  const tables = { defaultRouteTableAssociation: "disable", defaultRouteTablePropagation: "disable" };
  const gateway = await sandbox.make(tokens.TGW, tables);
  await share(sandbox, gateway);
  const [vpc, subnet] = await vpcWithSubnet(other, "10.5.0.0/24");
  const attachment = await other.create(tokens.TGW_VPC_ATTACHMENT, "attachment", {
    transitGatewayId: gateway.id,
    vpcId: vpc.id,
    subnetIds: [subnet.id],
  });
  const table = await sandbox.make(tokens.TGW_ROUTE_TABLE, { transitGatewayId: gateway.id });
  const pair = { transitGatewayAttachmentId: attachment.id, transitGatewayRouteTableId: table.id };
  await expect(sandbox.make(tokens.TGW_ASSOCIATION, pair)).rejects.toThrow("is in invalid state");
  const accepter = await sandbox.make(tokens.TGW_VPC_ACCEPTER, { transitGatewayAttachmentId: attachment.id });
  expect(accepter.outputs).toMatchObject({ vpcId: vpc.id, vpcOwnerId: OTHER, transitGatewayId: gateway.id });
  const association = await sandbox.make(tokens.TGW_ASSOCIATION, pair);
  expect(association.outputs).toMatchObject({ resourceId: vpc.id, resourceType: "vpc" });
  const routes = await other.create(tokens.ROUTE_TABLE, "table", { vpcId: vpc.id });
  const route = { routeTableId: routes.id, destinationCidrBlock: "10.0.0.0/8", transitGatewayId: gateway.id };
  await expect(other.create(tokens.ROUTE, "route", route)).resolves.toBeDefined();
});

test("a gateway that accepts by itself needs no accepter", async () => {
  const sandbox = await startSandbox();
  const other = await neighbour(sandbox);
  const gateway = await sandbox.make(tokens.TGW, { autoAcceptSharedAttachments: "enable" });
  await share(sandbox, gateway);
  const [vpc, subnet] = await vpcWithSubnet(other, "10.5.0.0/24");
  const inputs = { transitGatewayId: gateway.id, vpcId: vpc.id, subnetIds: [subnet.id] };
  const attachment = await other.create(tokens.TGW_VPC_ATTACHMENT, "attachment", inputs);
  await expect(
    sandbox.make(tokens.TGW_VPC_ACCEPTER, { transitGatewayAttachmentId: attachment.id }),
  ).rejects.toThrow("is in invalid state");
});

test("a VPC of another account asks a zone that allows it", async () => {
  const sandbox = await startSandbox();
  const other = await neighbour(sandbox);
  const home = await sandbox.makeVpc();
  const zone = await sandbox.make(tokens.ZONE, { name: "example.internal", vpcs: [{ vpcId: home.id }] });
  const [vpc] = await vpcWithSubnet(other, "10.5.0.0/24");
  const pair = { zoneId: zone.id, vpcId: vpc.id };
  await sandbox.make(tokens.ZONE_AUTHORIZATION, pair);
  const association = await other.create(tokens.ZONE_ASSOCIATION, "association", pair);
  expect(association.outputs).toMatchObject({ owningAccount: ACCOUNT, vpcRegion: SETTINGS.region });
});

test("a peer in another account accepts, and both sides have routes and names", async () => {
  const sandbox = await startSandbox();
  const other = await neighbour(sandbox);
  const home = await sandbox.makeVpc();
  const [vpc] = await vpcWithSubnet(other, "10.5.0.0/24");
  const request = { vpcId: home.id, peerVpcId: vpc.id, peerOwnerId: OTHER };
  const peering = await sandbox.make(tokens.VPC_PEERING, request);
  expect(peering.outputs).toMatchObject({ acceptStatus: "pending-acceptance", peerOwnerId: OTHER });
  const accepter = await other.create(tokens.VPC_PEERING_ACCEPTER, "accepter", {
    vpcPeeringConnectionId: peering.id,
    autoAccept: true,
  });
  expect(accepter.outputs).toMatchObject({
    ...{ acceptStatus: "active", vpcId: vpc.id, peerVpcId: home.id, peerOwnerId: ACCOUNT },
  });
  expect((await sandbox.engine.refresh(peering))?.outputs).toMatchObject({ acceptStatus: "active" });
  const options = { vpcPeeringConnectionId: peering.id, requester: { allowRemoteVpcDnsResolution: true } };
  await expect(sandbox.make(tokens.VPC_PEERING_OPTIONS, options)).resolves.toBeDefined();
  const table = await other.create(tokens.ROUTE_TABLE, "table", { vpcId: vpc.id });
  const route = { routeTableId: table.id, destinationCidrBlock: "10.0.0.0/16" };
  await expect(
    other.create(tokens.ROUTE, "route", { ...route, vpcPeeringConnectionId: peering.id }),
  ).resolves.toBeDefined();
});

test("a bucket is copied to another account's", async () => {
  const sandbox = await startSandbox();
  const other = await neighbour(sandbox);
  const versions = { versioningConfiguration: { status: "Enabled" } };
  const source = await sandbox.make(tokens.BUCKET, { bucket: "atoll-source" });
  await sandbox.make(tokens.BUCKET_VERSIONING, { bucket: source.id, ...versions });
  const copies = await other.create(tokens.BUCKET, "copies", { bucket: "atoll-copies" });
  await other.create(tokens.BUCKET_VERSIONING, "versions", { bucket: copies.id, ...versions });
  const assumeRolePolicy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "s3.amazonaws.com" } }],
  });
  const role = await sandbox.make(tokens.ROLE, { name: "copy", assumeRolePolicy });
  const rules = [{ status: "Enabled", destination: { bucket: copies.outputs["arn"]! } }];
  const inputs = { bucket: source.id, role: role.outputs["arn"]!, rules };
  await expect(sandbox.make(tokens.BUCKET_REPLICATION, inputs)).resolves.toBeDefined();
});
