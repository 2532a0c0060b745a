import { expect, test } from "vitest";
import { QUOTAS, quotaSetting } from "../../sandbox/aws/quotas.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { PERMISSION, REGION, startSandbox, TRUST } from "./network.ts";
import { startFilled, type Attempt } from "./refusals/refusal.ts";

/** Each quota, set to what one resource of every type uses, and a request for one more. */
const QUOTA_ATTEMPTS: Readonly<Record<keyof typeof QUOTAS, readonly [used: number, attempt: Attempt]>> = {
  vpcs: [1, ({ makeVpc }) => makeVpc({ cidrBlock: "10.7.0.0/16" })],
  cidrsPerVpc: [
    2,
    ({ make }, id) => make(tokens.VPC_CIDR, { vpcId: id(tokens.VPC), cidrBlock: "100.66.0.0/16" }),
  ],
  subnetsPerVpc: [2, ({ makeSubnet }, _id, all) => makeSubnet(all.get(tokens.VPC)!.state, "10.0.1.0/24")],
  internetGateways: [1, ({ make }) => make(tokens.INTERNET_GATEWAY, {})],
  egressOnlyGateways: [1, ({ make }, id) => make(tokens.EGRESS_ONLY_GATEWAY, { vpcId: id(tokens.VPC) })],
  natGatewaysPerZone: [
    1,
    async ({ make }, id) => {
      const { id: allocationId } = await make(tokens.EIP, {});
      return make(tokens.NAT_GATEWAY, { subnetId: id(tokens.SUBNET), allocationId });
    },
  ],
  addresses: [1, ({ make }) => make(tokens.EIP, {})],
  routeTablesPerVpc: [2, ({ make }, id) => make(tokens.ROUTE_TABLE, { vpcId: id(tokens.VPC) })],
  routesPerTable: [
    1,
    ({ make }, id) =>
      make(tokens.ROUTE, {
        routeTableId: id(tokens.ROUTE_TABLE),
        destinationCidrBlock: "8.0.0.0/8",
        natGatewayId: id(tokens.NAT_GATEWAY),
      }),
  ],
  securityGroups: [3, ({ make }, id) => make(tokens.SECURITY_GROUP, { vpcId: id(tokens.VPC) })],
  rulesPerGroup: [
    1,
    ({ make }, id) =>
      make(tokens.INGRESS_RULE, {
        securityGroupId: id(tokens.SECURITY_GROUP),
        cidrIpv4: "10.9.0.0/16",
        ipProtocol: "-1",
      }),
  ],
  aclsPerVpc: [2, ({ make }, id) => make(tokens.NETWORK_ACL, { vpcId: id(tokens.VPC) })],
  rulesPerAcl: [
    1,
    ({ make }, _id, all) =>
      make(tokens.NETWORK_ACL_RULE, { ...all.get(tokens.NETWORK_ACL_RULE)!.inputs, ruleNumber: 200 }),
  ],
  gatewayEndpoints: [
    0,
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, { vpcId: id(tokens.VPC), serviceName: `com.amazonaws.${REGION}.s3` }),
  ],
  interfaceEndpointsPerVpc: [
    1,
    ({ make }, id) =>
      make(tokens.VPC_ENDPOINT, {
        vpcId: id(tokens.VPC),
        serviceName: `com.amazonaws.${REGION}.kms`,
        vpcEndpointType: "Interface",
      }),
  ],
  clusters: [
    1,
    ({ make }, _id, all) => make(tokens.CLUSTER, { ...all.get(tokens.CLUSTER)!.inputs, name: "other" }),
  ],
  nodeGroupsPerCluster: [
    1,
    ({ make }, _id, all) =>
      make(tokens.NODE_GROUP, { ...all.get(tokens.NODE_GROUP)!.inputs, nodeGroupName: "other" }),
  ],
  nodesPerGroup: [
    2,
    ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.NODE_GROUP)!;
      return engine.update(state, { ...inputs, scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 } });
    },
  ],
  targetsPerRule: [
    1,
    ({ make }, _id, all) =>
      make(tokens.EVENT_TARGET, { ...all.get(tokens.EVENT_TARGET)!.inputs, targetId: "other" }),
  ],
  transitGateways: [1, ({ make }) => make(tokens.TGW, {})],
  attachmentsPerTransitGateway: [
    5,
    async ({ make, makeVpc, makeSubnet }, id) => {
      const vpc = await makeVpc({ cidrBlock: "10.8.0.0/16" });
      const subnet = await makeSubnet(vpc, "10.8.0.0/24");
      const inputs = { transitGatewayId: id(tokens.TGW), vpcId: vpc.id, subnetIds: [subnet.id] };
      return make(tokens.TGW_VPC_ATTACHMENT, inputs);
    },
  ],
  tablesPerTransitGateway: [
    1,
    ({ make }, id) => make(tokens.TGW_ROUTE_TABLE, { transitGatewayId: id(tokens.TGW) }),
  ],
  buckets: [2, ({ make }) => make(tokens.BUCKET, { bucket: "atoll-more" })],
  zones: [1, ({ make }) => make(tokens.ZONE, { name: "more.example.com" })],
  recordsPerZone: [
    1,
    ({ make }, id) =>
      make(tokens.RECORD, {
        zoneId: id(tokens.ZONE),
        ...{ name: "more", type: "A", ttl: 60, records: ["10.0.0.9"] },
      }),
  ],
  oidcProviders: [
    1,
    ({ make }) => make(tokens.OIDC_PROVIDER, { url: "https://more.example.com", clientIdLists: ["sts"] }),
  ],
  instanceProfiles: [1, ({ make }) => make(tokens.INSTANCE_PROFILE, {})],
  roles: [1, ({ make }) => make(tokens.ROLE, { assumeRolePolicy: TRUST })],
  policies: [1, ({ make }) => make(tokens.POLICY, { policy: PERMISSION })],
  // Two of a machine, and one of the two of another.
  standardProcessors: [3, ({ make }, _id, all) => make(tokens.INSTANCE, all.get(tokens.INSTANCE)!.inputs)],
  networkBalancers: [
    1,
    ({ make }, _id, all) =>
      make(tokens.LOAD_BALANCER, { ...all.get(tokens.LOAD_BALANCER)!.inputs, name: "other" }),
  ],
  targetGroups: [
    1,
    ({ make }, _id, all) =>
      make(tokens.TARGET_GROUP, { ...all.get(tokens.TARGET_GROUP)!.inputs, name: "other" }),
  ],
  listenersPerBalancer: [
    1,
    ({ make }, _id, all) => make(tokens.LISTENER, { ...all.get(tokens.LISTENER)!.inputs, port: 6444 }),
  ],
  targetsPerGroup: [
    1,
    async ({ make }, _id, all) => {
      const { id: targetId } = await make(tokens.INSTANCE, all.get(tokens.INSTANCE)!.inputs);
      return make(tokens.TARGET, { ...all.get(tokens.TARGET)!.inputs, targetId });
    },
  ],
  autoscalingGroups: [
    1,
    ({ make }, _id, all) =>
      make(tokens.AUTOSCALING_GROUP, { ...all.get(tokens.AUTOSCALING_GROUP)!.inputs, name: "other" }),
  ],
  secrets: [1, ({ make }) => make(tokens.SECRET, {})],
  policiesPerRole: [
    2,
    ({ make }, id) =>
      make(tokens.ROLE_POLICY_ATTACHMENT, {
        role: id(tokens.ROLE),
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
  ],
};

test.each(Object.entries(QUOTA_ATTEMPTS))(
  "the quota %s holds, and can be raised",
  async (name, [used, attempt]) => {
    const { sandbox, run } = await startFilled();
    const quota = QUOTAS[name as keyof typeof QUOTAS];
    sandbox.cloud.set(quotaSetting(quota), String(used));
    await expect(run(attempt)).rejects.toThrow(`api error ${quota.error}: ${quota.message(used)}`);
    sandbox.cloud.set(quotaSetting(quota), String(used + 1));
    await expect(run(attempt)).resolves.toBeDefined();
  },
);

test("a new account has five addresses", async () => {
  const { make } = await startSandbox();
  for (let count = 0; count < 5; count += 1) await make(tokens.EIP, {});
  await expect(make(tokens.EIP, {})).rejects.toThrow("AddressLimitExceeded");
});
