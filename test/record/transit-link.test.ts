import { describe, expect, test } from "vitest";
import { planStack } from "../../plan/plan-stack.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import {
  block,
  GATEWAY_ROUTE,
  lines,
  linkedFleet,
  ofType,
  plannedLink,
  pods,
  VPC_ROUTE,
  zonesOf,
} from "./linked-fleet.ts";

const transit = (from: string, to: string, more = ""): string =>
  `kind: transit-gateway\nfrom: ${from}\nto: ${to}\n${more}`;

const gatewayRoutes = (resources: readonly PlannedResource[]) =>
  lines(
    resources,
    GATEWAY_ROUTE,
    "transitGatewayRouteTableId",
    "destinationCidrBlock",
    "transitGatewayAttachmentId",
  );
const vpcRoutes = (resources: readonly PlannedResource[]) =>
  lines(resources, VPC_ROUTE, "routeTableId", "destinationCidrBlock", "transitGatewayId");

describe("a link between two environments of one gateway", () => {
  test("leads from the table of each to the network of the other", async () => {
    expect(gatewayRoutes(await plannedLink(transit("dev", "{ cluster: prod }")))).toEqual([
      `\${eu/transitTable-production} ${block("dev")} \${dev/transitAttachmentId} aws`,
      `\${eu/transitTable-development} ${block("prod")} \${prod/transitAttachmentId} aws`,
      `\${eu/transitTable-development} ${pods("prod")} \${prod/transitAttachmentId} aws`,
    ]);
  });

  test("adds a route to the VPC where the gateway was not asked for a range before", async () => {
    const tables = zonesOf("dev").map((zone) => `privateRouteTableIds.${zone}`);
    expect(tables.length).toBeGreaterThan(1);
    const routes = ["isolatedRouteTableId", ...tables].map((table) => `\${dev/${table}} ${pods("prod")}`);
    expect(vpcRoutes(await plannedLink(transit("dev", "{ cluster: prod }")))).toEqual(
      routes.map((route) => `${route} \${eu/transitGatewayId} aws`),
    );
  });

  test("makes no attachment and no table, and shows no id", async () => {
    const resources = await plannedLink(transit("dev", "{ cluster: prod }"));
    for (const type of ["PeeringAttachment", "RouteTable", "RouteTableAssociation"])
      expect(ofType(resources, type)).toEqual([]);
  });

  test("is written by the account of the gateway where a cluster is in another", async () => {
    const resources = await plannedLink(
      transit("dev", "{ cluster: lab }", "allow: [{ into: lab, protocol: tcp, port: 443 }]\n"),
    );
    expect(gatewayRoutes(resources).map((line) => line.split(" ").at(-1))).toEqual(["aws", "aws"]);
    const [rule] = ofType(resources, "SecurityGroupIngressRule");
    expect(rule?.provider).toBe("pulumi:providers:aws::aws-accepter");
    expect(rule?.inputs).toMatchObject({
      securityGroupId: "${lab/nodeSecurityGroupId}",
      cidrIpv4: block("dev"),
      fromPort: 443,
    });
  });
});

test("between environments that are joined, a link is what it lets in", async () => {
  const resources = await plannedLink(
    transit("dev", "{ cluster: stage }", "allow: [{ into: stage, protocol: tcp, port: 5432 }]\n"),
  );
  expect(resources.map(({ name }) => name)).toEqual([
    "one",
    `one-rule-accepter-tcp-5432-from-${block("dev").replace("/", "-")}`,
    "aws",
  ]);
});

describe("a link between two gateways", () => {
  const link = transit("dev", "{ cluster: far }");

  test("is asked for by one account and accepted by the other, each with its own provider", async () => {
    const resources = await plannedLink(link);
    const [asks] = ofType(resources, "PeeringAttachment");
    const [accepts] = ofType(resources, "PeeringAttachmentAccepter");
    expect(asks?.inputs).toMatchObject({
      transitGatewayId: "${eu/transitGatewayId}",
      peerTransitGatewayId: "${us/transitGatewayId}",
      peerRegion: "us-east-1",
      peerAccountId: "444455556666",
    });
    expect(accepts?.inputs).toMatchObject({ transitGatewayAttachmentId: "${one-peering.id}" });
    expect([asks?.provider, accepts?.provider]).toEqual([
      "pulumi:providers:aws::aws",
      "pulumi:providers:aws::aws-accepter",
    ]);
    const far = resources.find(({ name }) => name === "aws-accepter");
    expect(far?.inputs).toMatchObject({ region: "us-east-1", allowedAccountIds: '["444455556666"]' });
  });

  test("leads out from the environments' tables, and in by tables of its own that lead to one network", async () => {
    const resources = await plannedLink(link);
    expect(gatewayRoutes(resources)).toEqual([
      `\${one-table-accepter.id} ${block("far")} \${far/transitAttachmentId} aws-accepter`,
      `\${us/transitTable-production} ${block("dev")} \${one-peering.id} aws-accepter`,
      `\${one-table-requester.id} ${block("dev")} \${dev/transitAttachmentId} aws`,
      `\${eu/transitTable-development} ${block("far")} \${one-peering.id} aws`,
    ]);
    const associations = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
    expect(
      lines(resources, associations, "transitGatewayAttachmentId", "transitGatewayRouteTableId"),
    ).toEqual([
      "${one-peering.id} ${one-table-accepter.id} aws-accepter",
      "${one-peering.id} ${one-table-requester.id} aws",
    ]);
  });

  test("has no route and no place in a table before it is accepted", async () => {
    const resources = await plannedLink(link);
    const accepter =
      "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter::one-peering-accepter";
    const waiting = resources.filter(
      ({ type }) => type === GATEWAY_ROUTE || type.endsWith(":RouteTableAssociation"),
    );
    expect(waiting).toHaveLength(6);
    expect(waiting.filter(({ dependencies }) => !dependencies.includes(accepter))).toEqual([]);
  });

  test("leads from the tables of both VPCs to the gateways, that of the control plane too", async () => {
    const routes = vpcRoutes(await plannedLink(link));
    expect(routes).toContain(`\${dev/isolatedRouteTableId} ${block("far")} \${eu/transitGatewayId} aws`);
    expect(routes).toContain(`\${dev/privateRouteTableIds.a} ${block("far")} \${eu/transitGatewayId} aws`);
    expect(routes).toContain(
      `\${far/privateRouteTableIds.a} ${block("dev")} \${us/transitGatewayId} aws-accepter`,
    );
  });
});

describe("a link to a network that its owner has attached", () => {
  const link = transit(
    "prod",
    "{ attachment: { attachmentId: tgw-attach-0123abcd, cidrs: [192.168.0.0/24] } }",
  );

  test("leads there from the environment, and back to the one cluster", async () => {
    const resources = await plannedLink(link);
    expect(gatewayRoutes(resources)).toEqual([
      `\${one-table-requester.id} ${block("prod")} \${prod/transitAttachmentId} aws`,
      `\${one-table-requester.id} ${pods("prod")} \${prod/transitAttachmentId} aws`,
      "${eu/transitTable-production} 192.168.0.0/24 tgw-attach-0123abcd aws",
    ]);
    expect(ofType(resources, "RouteTableAssociation")[0]?.inputs).toMatchObject({
      transitGatewayAttachmentId: "tgw-attach-0123abcd",
    });
    expect(vpcRoutes(resources)[0]).toBe(
      "${prod/isolatedRouteTableId} 192.168.0.0/24 ${eu/transitGatewayId} aws",
    );
  });
});

describe("names of private zones", () => {
  const zones = async (link: string) => {
    const resources = await plannedLink(link);
    const of = (type: string) => lines(resources, `aws:route53/${type}`, "zoneId", "vpcId", "vpcRegion");
    return [
      of("vpcAssociationAuthorization:VpcAssociationAuthorization"),
      of("zoneAssociation:ZoneAssociation"),
    ];
  };

  test("are no matter of a link that does not ask", async () => {
    expect(await zones(transit("dev", "{ cluster: far }"))).toEqual([[], []]);
  });

  test("go both ways between accounts: the zone's allows, the network's joins", async () => {
    expect(await zones(transit("dev", "{ cluster: far }", "privateZones: true\n"))).toEqual([
      [
        "${eu/privateZoneId} ${far/vpcId} us-east-1 aws",
        "${us/privateZoneId} ${dev/vpcId} eu-central-1 aws-accepter",
      ],
      [
        "${eu/privateZoneId} ${far/vpcId} us-east-1 aws-accepter",
        "${us/privateZoneId} ${dev/vpcId} eu-central-1 aws",
      ],
    ]);
  });

  test("need no word of permission within one account, and go one way where one region has a zone", async () => {
    expect(await zones("kind: peering\nfrom: dev\nto: { cluster: alone }\nprivateZones: true\n")).toEqual([
      [],
      ["${eu/privateZoneId} ${alone/vpcId} ap-southeast-1 aws-accepter"],
    ]);
  });

  test("reach a network of a named account, too", async () => {
    const network =
      "{ network: { vpcId: vpc-0123abcd, cidrs: [192.168.0.0/24], awsRegion: eu-west-1, account: other } }";
    expect(await zones(`kind: peering\nfrom: dev\nto: ${network}\nprivateZones: true\n`)).toEqual([
      ["${eu/privateZoneId} vpc-0123abcd eu-west-1 aws"],
      ["${eu/privateZoneId} vpc-0123abcd eu-west-1 aws-accepter"],
    ]);
  });
});

test("a link over gateways changes nothing in the plans of its sides and of their regions", async () => {
  const without = linkedFleet({});
  const linked = linkedFleet({ one: transit("dev", "{ cluster: far }", "privateZones: true\n") });
  for (const side of ["dev", "far", "eu", "us"])
    expect(await planStack(linked, side)).toEqual(await planStack(without, side));
});
