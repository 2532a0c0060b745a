import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { REGION } from "./network.ts";
import { startFilled } from "./refusals/refusal.ts";

const NODE_SERVICES = ["ec2", "ecr.api", "ecr.dkr", "eks-auth"];

/** Makes nodes in a subnet whose way out is gone, with private names for these services and, or not, S3. */
async function joinedWith(services: readonly string[], by: "endpoint" | "zone", hasS3: boolean) {
  const { run } = await startFilled();
  return run(async ({ engine, make, makeVpc }, id, all) => {
    await engine.delete(all.get(tokens.ROUTE)!.state);
    const vpcId = id(tokens.VPC);
    const shared = { vpcEndpointType: "Interface", subnetIds: [id(tokens.SUBNET)], privateDnsEnabled: true };
    for (const service of services) {
      const serviceName = `com.amazonaws.${REGION}.${service}`;
      if (by === "endpoint") {
        await make(tokens.VPC_ENDPOINT, { vpcId, serviceName, ...shared });
        continue;
      }
      const holder = await makeVpc({ cidrBlock: "10.7.0.0/16" });
      const names: Readonly<Record<string, string>> = {
        ec2: `ec2.${REGION}.amazonaws.com`,
        "ecr.api": `api.ecr.${REGION}.amazonaws.com`,
        "ecr.dkr": `dkr.ecr.${REGION}.amazonaws.com`,
        "eks-auth": `eks-auth.${REGION}.api.aws`,
      };
      const name = names[service]!;
      const zone = await make(tokens.ZONE, { name, vpcs: [{ vpcId: holder.id, vpcRegion: REGION }] });
      await make(tokens.ZONE_ASSOCIATION, { zoneId: zone.id, vpcId });
    }
    const s3 = { vpcId, serviceName: `com.amazonaws.${REGION}.s3`, routeTableIds: [id(tokens.ROUTE_TABLE)] };
    if (hasS3) await make(tokens.VPC_ENDPOINT, s3);
    const { inputs } = all.get(tokens.NODE_GROUP)!;
    return make(tokens.NODE_GROUP, { ...inputs, nodeGroupName: "other" });
  });
}

test("nodes without a way out join when endpoints have the names they ask", async () => {
  expect(await joinedWith(NODE_SERVICES, "endpoint", true)).toMatchObject({ outputs: { status: "ACTIVE" } });
});

test("nodes without a way out join when private zones have those names", async () => {
  expect(await joinedWith(NODE_SERVICES, "zone", true)).toMatchObject({ outputs: { status: "ACTIVE" } });
});

test.each(NODE_SERVICES)("nodes without a way out don't join without %s", async (service) => {
  const others = NODE_SERVICES.filter((one) => one !== service);
  await expect(joinedWith(others, "endpoint", true)).rejects.toThrow(
    "NodeCreationFailure: Instances failed to join the kubernetes cluster",
  );
});

test("nodes without a way out don't join without S3, where the layers of images are", async () => {
  await expect(joinedWith(NODE_SERVICES, "endpoint", false)).rejects.toThrow(
    "NodeCreationFailure: Instances failed to join the kubernetes cluster",
  );
});
