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
} from "./linked-fleet.ts";

const vpn = (from: string, site = "", more = ""): string =>
  `kind: vpn\nfrom: ${from}\nto: { site: { address: 198.51.100.7, cidrs: [192.168.0.0/24]${site} } }\n${more}`;

const connection = (resources: readonly PlannedResource[]) => ofType(resources, "VpnConnection")[0];

describe("a VPN of a cluster behind a transit gateway", () => {
  test("ends at that gateway, in a table that leads to this cluster alone", async () => {
    const resources = await plannedLink(vpn("prod"));
    expect(connection(resources)?.inputs).toMatchObject({
      type: "ipsec.1",
      customerGatewayId: "${one-device.id}",
      transitGatewayId: "${eu/transitGatewayId}",
      staticRoutesOnly: true,
    });
    expect(lines(resources, GATEWAY_ROUTE, "transitGatewayRouteTableId", "destinationCidrBlock")).toEqual([
      `\${one-table-requester.id} ${block("prod")} aws`,
      `\${one-table-requester.id} ${pods("prod")} aws`,
      "${eu/transitTable-production} 192.168.0.0/24 aws",
    ]);
    expect(lines(resources, VPC_ROUTE, "routeTableId", "destinationCidrBlock", "transitGatewayId")[0]).toBe(
      "${prod/isolatedRouteTableId} 192.168.0.0/24 ${eu/transitGatewayId} aws",
    );
    expect([...ofType(resources, "VpnGateway"), ...ofType(resources, "VpnConnectionRoute")]).toEqual([]);
  });

  test("is the gateway's account's where the cluster is in another", async () => {
    const resources = await plannedLink(vpn("lab", "", "allow: [{ into: lab, protocol: tcp, port: 443 }]\n"));
    const providers = [connection(resources), ofType(resources, "CustomerGateway")[0]];
    expect(providers.map((one) => one?.provider)).toEqual(
      providers.map(() => "pulumi:providers:aws::aws-gateway"),
    );
    expect(ofType(resources, "SecurityGroupIngressRule")[0]?.inputs).toMatchObject({
      securityGroupId: "${lab/nodeSecurityGroupId}",
      cidrIpv4: "192.168.0.0/24",
    });
    expect(lines(resources, VPC_ROUTE, "destinationCidrBlock")[0]).toBe("192.168.0.0/24 aws");
  });
});

describe("a VPN of a cluster without a transit gateway", () => {
  test("ends at a gateway of the VPC's own, which routes what is said", async () => {
    const resources = await plannedLink(vpn("alone"));
    expect(ofType(resources, "VpnGateway")[0]?.inputs).toMatchObject({ vpcId: "${alone/vpcId}" });
    expect(connection(resources)?.inputs).toMatchObject({ vpnGatewayId: "${one-gateway.id}" });
    expect(ofType(resources, "VpnConnectionRoute").map(({ inputs }) => inputs)).toEqual([
      { vpnConnectionId: "${one-connection.id}", destinationCidrBlock: "192.168.0.0/24" },
    ]);
    expect(lines(resources, VPC_ROUTE, "routeTableId", "destinationCidrBlock", "gatewayId")).toEqual([
      "${alone/isolatedRouteTableId} 192.168.0.0/24 ${one-gateway.id} aws",
      "${alone/privateRouteTableIds.a} 192.168.0.0/24 ${one-gateway.id} aws",
      "${alone/privateRouteTableIds.b} 192.168.0.0/24 ${one-gateway.id} aws",
    ]);
  });

  test("leaves what is behind the tunnels to BGP where the device speaks it", async () => {
    const resources = await plannedLink(vpn("alone", ", bgpAsn: 65010"));
    expect(ofType(resources, "CustomerGateway")[0]?.inputs).toMatchObject({ bgpAsn: "65010" });
    expect(connection(resources)?.inputs).toMatchObject({ staticRoutesOnly: false });
    expect(ofType(resources, "VpnConnectionRoute")).toEqual([]);
    expect(lines(resources, VPC_ROUTE, "destinationCidrBlock")).toEqual([
      "192.168.0.0/24 aws",
      "192.168.0.0/24 aws",
      "192.168.0.0/24 aws",
    ]);
  });

  test("names a long number of a device where AWS wants it", async () => {
    const [device] = ofType(await plannedLink(vpn("alone", ", bgpAsn: 4200000001")), "CustomerGateway");
    expect(device?.inputs).toMatchObject({ bgpAsnExtended: "4200000001" });
    expect(device?.inputs).not.toHaveProperty("bgpAsn");
  });
});

describe("the tunnels of a VPN", () => {
  test("agree to strong ciphers alone, both of them", async () => {
    const inputs = connection(await plannedLink(vpn("alone")))?.inputs ?? {};
    for (const tunnel of ["tunnel1", "tunnel2"])
      expect(inputs).toMatchObject({
        [`${tunnel}IkeVersions`]: ["ikev2"],
        [`${tunnel}Phase1DhGroupNumbers`]: [19, 20, 21],
        [`${tunnel}Phase2DhGroupNumbers`]: [19, 20, 21],
        [`${tunnel}Phase1EncryptionAlgorithms`]: ["AES256-GCM-16"],
        [`${tunnel}Phase2EncryptionAlgorithms`]: ["AES256-GCM-16"],
        [`${tunnel}Phase1IntegrityAlgorithms`]: ["SHA2-384", "SHA2-512"],
        [`${tunnel}Phase2IntegrityAlgorithms`]: ["SHA2-384", "SHA2-512"],
      });
  });

  test("have keys that AWS makes up and keeps in a secret", async () => {
    const made = connection(await plannedLink(vpn("alone")));
    expect(made?.inputs).toMatchObject({ presharedKeyStorage: "SecretsManager" });
    expect(Object.keys(made?.inputs ?? {}).filter((name) => name.endsWith("PresharedKey"))).toEqual([]);
  });

  test("are protected until the link retires", async () => {
    const leaving = "lifecycle: retiring\nretireAfter: 2026-12-24\n";
    expect(connection(await plannedLink(vpn("alone")))?.protect).toBe(true);
    expect(connection(await plannedLink(vpn("alone", "", leaving)))?.protect).not.toBe(true);
  });
});

describe("the alarm of a VPN", () => {
  test("tells the region's topic when no tunnel is up", async () => {
    const [alarm] = ofType(await plannedLink(vpn("dev")), "MetricAlarm");
    expect(alarm?.inputs).toMatchObject({
      alarmDescription: "No tunnel of one is up",
      namespace: "AWS/VPN",
      metricName: "TunnelState",
      dimensions: { VpnId: "${one-connection.id}" },
      statistic: "Maximum",
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: 0,
      treatMissingData: "breaching",
      alarmActions: ["${eu/alertTopicArn}"],
    });
  });

  test("is not there where nobody would hear of it", async () => {
    expect(ofType(await plannedLink(vpn("alone")), "MetricAlarm")).toEqual([]);
  });
});

test("a VPN changes nothing in the plans of its cluster and of the region", async () => {
  const without = linkedFleet({});
  const linked = linkedFleet({ one: vpn("dev") });
  for (const side of ["dev", "eu"])
    expect(await planStack(linked, side)).toEqual(await planStack(without, side));
});
