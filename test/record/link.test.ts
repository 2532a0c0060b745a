import { describe, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadInventory } from "../../fleet/load.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { type Files, inventoryFolder, SOUND } from "../fleet/written-inventory.ts";

const cluster = (region: string, more = ""): string =>
  `kind: eks\nregion: ${region}\nenvironment: development\nsla: 1\nkubernetes: "1.35"\nprofile: minimal\n${more}`;

const UNROUTED = "network: { mode: create, netmaskLength: 20, pods: unrouted }\n";

/** Two accounts, two AWS regions, three clusters. */
const FILES: Files = {
  "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace(
    "addresses:",
    '  other: { id: "444455556666", role: deployer }\naddresses:',
  ),
  "regions/us.yaml":
    "account: other\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n",
  "clusters/dev.yaml": cluster("eu"),
  "clusters/near.yaml": cluster("eu"),
  "clusters/far.yaml": cluster("us", UNROUTED),
};

function fleetWith(links: Readonly<Record<string, string>>): Fleet {
  const files = Object.entries(links).map(([id, text]): [string, string] => [`links/${id}.yaml`, text]);
  const inventory = loadInventory(inventoryFolder({ ...FILES, ...Object.fromEntries(files) }));
  return { ...inventory, lock: updateLock(inventory, undefined, "2026-11-24").lock, today: "2026-11-24" };
}

const peering = (to: string, more = ""): string => `kind: peering\nfrom: dev\nto: ${to}\n${more}`;

const vpc = (account: string, tables = ""): string =>
  peering(
    `{ network: { vpcId: vpc-0123abcd, cidrs: [192.168.0.0/24], awsRegion: eu-central-1, account: ${account}${tables} } }`,
    "allow: [{ into: dev, protocol: icmp, why: pings of the office }]\n",
  );

async function planned(link: string): Promise<readonly PlannedResource[]> {
  return (await planStack(fleetWith({ one: link }), "one")).resources;
}

const ofType = (resources: readonly PlannedResource[], type: string) =>
  resources.filter((one) => one.type.endsWith(`:${type}`));

/** Where routes lead: table, range, provider. */
const routes = (resources: readonly PlannedResource[]): readonly string[] =>
  ofType(resources, "Route").map(({ inputs, provider }) =>
    [inputs["routeTableId"], inputs["destinationCidrBlock"], provider].map(String).join(" "),
  );

const AWS = "pulumi:providers:aws::aws";
const ACCEPTER = "pulumi:providers:aws::aws-accepter";

describe("a link between two clusters of one account and AWS region", () => {
  test("accepts itself, and has one provider", async () => {
    const resources = await planned(peering("{ cluster: near }"));
    expect(ofType(resources, "VpcPeeringConnection")[0]?.inputs).toMatchObject({
      autoAccept: true,
      vpcId: "${dev/vpcId}",
      peerVpcId: "${near/vpcId}",
    });
    expect(ofType(resources, "VpcPeeringConnection")[0]?.inputs).not.toHaveProperty("peerRegion");
    expect(ofType(resources, "VpcPeeringConnectionAccepter")).toEqual([]);
    expect(ofType(resources, "PeeringConnectionOptions").map(({ inputs }) => inputs)).toEqual([
      {
        vpcPeeringConnectionId: "${one-connection.id}",
        requester: { allowRemoteVpcDnsResolution: true },
        accepter: { allowRemoteVpcDnsResolution: true },
      },
    ]);
    expect(resources.filter(({ type }) => type === "pulumi:providers:aws")).toHaveLength(1);
  });

  test("leads from each private table of both sides to the other, and from that of the control plane", async () => {
    const { clusters } = fleetWith({}).lock;
    const [dev, near] = [clusters["dev"]?.block, clusters["near"]?.block];
    expect(routes(await planned(peering("{ cluster: near }")))).toEqual([
      `\${near/isolatedRouteTableId} ${dev} ${AWS}`,
      `\${near/privateRouteTableIds.a} ${dev} ${AWS}`,
      `\${near/privateRouteTableIds.b} ${dev} ${AWS}`,
      `\${dev/isolatedRouteTableId} ${near} ${AWS}`,
      `\${dev/privateRouteTableIds.a} ${near} ${AWS}`,
      `\${dev/privateRouteTableIds.b} ${near} ${AWS}`,
    ]);
  });

  test("lets nothing in by itself", async () => {
    expect(ofType(await planned(peering("{ cluster: near }")), "SecurityGroupIngressRule")).toEqual([]);
  });
});

describe("a link to a cluster of another account and AWS region", () => {
  const link = peering("{ cluster: far }", "allow: [{ into: far, protocol: tcp, port: 443 }]\n");

  test("is accepted there by a provider that refuses every other account", async () => {
    const resources = await planned(link);
    const [connection] = ofType(resources, "VpcPeeringConnection");
    const [accepter] = ofType(resources, "VpcPeeringConnectionAccepter");
    expect(connection?.inputs).toMatchObject({
      autoAccept: false,
      peerOwnerId: "444455556666",
      peerRegion: "us-east-1",
    });
    expect([connection?.provider, accepter?.provider]).toEqual([AWS, ACCEPTER]);
    const far = resources.find(({ name }) => name === "aws-accepter");
    expect(far?.inputs).toMatchObject({
      region: "us-east-1",
      allowedAccountIds: '["444455556666"]',
      assumeRoles: '[{"roleArn":"arn:aws:iam::444455556666:role/deployer"}]',
    });
  });

  test("leads to pods that have a range of their own, too", async () => {
    const { clusters } = fleetWith({}).lock;
    const [dev, far] = [clusters["dev"]?.block, clusters["far"]];
    expect(far?.pods).toBeDefined();
    expect(routes(await planned(link))).toEqual([
      `\${far/isolatedRouteTableId} ${dev} ${ACCEPTER}`,
      `\${far/privateRouteTableIds.a} ${dev} ${ACCEPTER}`,
      `\${far/privateRouteTableIds.b} ${dev} ${ACCEPTER}`,
      ...["isolatedRouteTableId", "privateRouteTableIds.a", "privateRouteTableIds.b"].flatMap((table) =>
        [far?.block, far?.pods].map((cidr) => `\${dev/${table}} ${cidr} ${AWS}`),
      ),
    ]);
  });

  test("has no route and no option before the connection is accepted", async () => {
    const resources = await planned(link);
    const accepter = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter::one-accepter";
    const waiting = [...ofType(resources, "Route"), ...ofType(resources, "PeeringConnectionOptions")];
    expect(waiting).toHaveLength(11);
    expect(waiting.filter(({ dependencies }) => !dependencies.includes(accepter))).toEqual([]);
  });

  test("each side resolves names by an option of its own", async () => {
    const options = ofType(await planned(link), "PeeringConnectionOptions");
    expect(options.map(({ inputs, provider }) => [Object.keys(inputs)[0], provider])).toEqual([
      ["accepter", ACCEPTER],
      ["requester", AWS],
    ]);
    expect(ofType(await planned(`${link}dnsResolution: false\n`), "PeeringConnectionOptions")).toEqual([]);
  });

  test("what it lets in is a rule of the nodes' group, for the ranges of the other side", async () => {
    const [rule, ...more] = ofType(await planned(link), "SecurityGroupIngressRule");
    expect(more).toEqual([]);
    expect(rule?.provider).toBe(ACCEPTER);
    expect(rule?.inputs).toMatchObject({
      securityGroupId: "${far/nodeSecurityGroupId}",
      cidrIpv4: fleetWith({}).lock.clusters["dev"]?.block,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "link one",
    });
  });
});

describe("a link to a network that others run", () => {
  test("is accepted, and led back from, where the account is one of the fleet", async () => {
    const resources = await planned(vpc("other", ", routeTableIds: [rtb-0123abcd]"));
    expect(ofType(resources, "VpcPeeringConnectionAccepter").map(({ provider }) => provider)).toEqual([
      ACCEPTER,
    ]);
    const block = fleetWith({}).lock.clusters["dev"]?.block;
    expect(routes(resources)[0]).toBe(`rtb-0123abcd ${block} ${ACCEPTER}`);
    expect(ofType(resources, "SecurityGroupIngressRule")[0]?.inputs).toMatchObject({
      cidrIpv4: "192.168.0.0/24",
      ipProtocol: "icmp",
      fromPort: -1,
      toPort: -1,
      description: "pings of the office",
    });
  });

  test("waits for the owner where the account is not", async () => {
    const resources = await planned(vpc('"999988887777"'));
    expect(resources.filter(({ type }) => type === "pulumi:providers:aws").map(({ name }) => name)).toEqual([
      "aws",
    ]);
    expect(ofType(resources, "VpcPeeringConnectionAccepter")).toEqual([]);
    expect(ofType(resources, "PeeringConnectionOptions")).toEqual([]);
    expect(ofType(resources, "VpcPeeringConnection")[0]?.inputs).toMatchObject({
      peerOwnerId: "999988887777",
      peerVpcId: "vpc-0123abcd",
    });
    expect(routes(resources)).toHaveLength(3);
  });
});

test("a link changes nothing in the plans of its two sides", async () => {
  const without = fleetWith({});
  const linked = fleetWith({
    one: peering("{ cluster: far }", "allow: [{ into: far, protocol: tcp, port: 1 }]\n"),
  });
  for (const side of ["dev", "far"])
    expect(await planStack(linked, side)).toEqual(await planStack(without, side));
});

test("every resource of a link says whose it is", async () => {
  const resources = await planned(peering("{ cluster: far }"));
  const providers = resources.filter(({ type }) => type === "pulumi:providers:aws");
  expect(providers.map(({ inputs }) => inputs["defaultTags"])).toEqual([
    '{"tags":{"atoll:organisation":"lagoon","atoll:link":"one","atoll:stack":"one"}}',
    '{"tags":{"atoll:organisation":"lagoon","atoll:link":"one","atoll:stack":"one"}}',
  ]);
});
