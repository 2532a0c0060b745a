import { expect, test } from "vitest";
import { awsProvider } from "../../components/aws-provider.ts";
import { Network } from "../../components/network/network.ts";
import { TransitAttachment } from "../../components/network/transit-attachment.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleSettings } from "../components/network/sample-plans.ts";
import { named, sampleProvider } from "./record-network.ts";

/** The network `dev` behind a gateway of this account, or of another. */
async function recordAttachment(isForeign: boolean): Promise<readonly PlannedResource[]> {
  const other = { accountId: "333344445555", role: "deployer", awsRegion: "eu-central-1", tags: {} };
  const program = () => {
    const provider = sampleProvider();
    const network = new Network("dev", { provider, ...sampleSettings() });
    new TransitAttachment("dev-transit", {
      provider,
      gatewayProvider: isForeign ? awsProvider("aws-transit", other) : provider,
      network,
      gatewayId: "tgw-0a1b2c3d",
      tableId: "tgw-rtb-0a1b2c3d",
      propagations: { development: "tgw-rtb-0a1b2c3d", "foreign-runners": "tgw-rtb-0b1b2c3d" },
      destinations: ["10.0.0.0/12"],
    });
  };
  const resources = await record(program, { stack: "dev", preview: true });
  return resources.filter(({ name, custom }) => custom && name.startsWith("dev-transit-"));
}

test("a network is attached in each zone, placed, announced, and sent there by nodes and control plane", async () => {
  const resources = await recordAttachment(false);
  expect(resources.map(({ name }) => name).sort()).toEqual([
    "dev-transit-association",
    "dev-transit-attachment",
    "dev-transit-propagation-development",
    "dev-transit-propagation-foreign-runners",
    "dev-transit-route-a-10.0.0.0-12",
    "dev-transit-route-b-10.0.0.0-12",
    "dev-transit-route-control-plane-10.0.0.0-12",
  ]);
  expect(named(resources, "dev-transit-attachment").inputs).toMatchObject({
    subnetIds: ["${dev-control-plane-a.id}", "${dev-control-plane-b.id}"],
    applianceModeSupport: "disable",
    transitGatewayDefaultRouteTableAssociation: false,
    transitGatewayDefaultRouteTablePropagation: false,
  });
  expect(named(resources, "dev-transit-route-control-plane-10.0.0.0-12").inputs).toEqual({
    routeTableId: "${dev-route-table-isolated.id}",
    destinationCidrBlock: "10.0.0.0/12",
    transitGatewayId: "tgw-0a1b2c3d",
  });
});

test("only the account of the gateway places and announces an attachment", async () => {
  const resources = await recordAttachment(true);
  const foreign = resources.filter(({ provider }) => provider?.includes("aws-transit") === true);
  expect(foreign.map(({ name }) => name).sort()).toEqual([
    "dev-transit-association",
    "dev-transit-propagation-development",
    "dev-transit-propagation-foreign-runners",
  ]);
  expect(named(resources, "dev-transit-attachment").inputs).not.toHaveProperty(
    "transitGatewayDefaultRouteTableAssociation",
  );
});
