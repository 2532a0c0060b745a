import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { bucketCompanions, bucketRecipes, keyCompanions } from "./bucket-recipes.ts";
import { clusterRecipes, SECOND_SUBNET } from "./cluster-recipes.ts";
import type { State } from "./engine.ts";
import { dnsRecipes, zoneCompanions } from "./dns-recipes.ts";
import { machineCompanions, machineRecipes } from "./machine-recipes.ts";
import { accountRecipes } from "./account-recipes.ts";
import { peeringCompanions, peeringRecipes } from "./peering-recipes.ts";
import { putForeign, transitCompanions, transitRecipes } from "./transit-recipes.ts";
import { CLUSTER_TRUST, PERMISSION, REGION, type Sandbox } from "./network.ts";

/** A resource, the inputs a program would give, and the id by which it is imported. */
export interface Specimen {
  readonly state: State;
  readonly inputs: Properties;
  readonly importId: string;
  /** What else was made for it, first made first. */
  readonly companions: readonly State[];
}

/** States by type; the companion of a cluster, its second subnet, is under `SECOND_SUBNET`. */
export type Made = ReadonlyMap<string, State>;

export type Recipe = readonly [
  type: string,
  inputs: (id: (type: string) => string, made: Made) => Properties,
  importId?: (state: State) => string,
];

/** Something that is made for another resource, before it, under a key of its own. */
export type Companion = readonly [
  key: string,
  type: string,
  inputs: (id: (type: string) => string, made: Made) => Properties,
];

/** What is made before one resource of a type, and for it. */
const COMPANIONS: Readonly<Record<string, readonly Companion[]>> = {
  [tokens.SUBNET]: [
    [
      SECOND_SUBNET,
      tokens.SUBNET,
      (id) => ({ vpcId: id(tokens.VPC), cidrBlock: "10.0.200.0/24", availabilityZone: `${REGION}a` }),
    ],
  ],
  ...bucketCompanions(),
  ...keyCompanions(),
  ...zoneCompanions(),
  ...transitCompanions(),
  ...peeringCompanions(),
  ...machineCompanions(),
};

/** Inputs of one resource of every type, in the order of their dependencies, and how each is imported. */
const RECIPES: readonly Recipe[] = [
  [tokens.VPC, () => ({ cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, tags: { Name: "v" } })],
  [tokens.VPC_CIDR, (id) => ({ vpcId: id(tokens.VPC), cidrBlock: "100.64.0.0/16" })],
  [
    tokens.SUBNET,
    (id) => ({ vpcId: id(tokens.VPC), cidrBlock: "10.0.0.0/24", availabilityZone: `${REGION}b` }),
  ],
  [
    tokens.EC2_TAG,
    (id) => ({ resourceId: id(SECOND_SUBNET), key: "kubernetes.io/role/elb", value: "1" }),
    ({ id }) => id,
  ],
  [tokens.INTERNET_GATEWAY, (id) => ({ vpcId: id(tokens.VPC) })],
  [tokens.EGRESS_ONLY_GATEWAY, (id) => ({ vpcId: id(tokens.VPC) })],
  [tokens.EIP, () => ({ domain: "vpc" })],
  [tokens.NAT_GATEWAY, (id) => ({ subnetId: id(tokens.SUBNET), allocationId: id(tokens.EIP) })],
  [tokens.ROUTE_TABLE, (id) => ({ vpcId: id(tokens.VPC) })],
  [
    tokens.DEFAULT_ROUTE_TABLE,
    (_id, made) => ({
      defaultRouteTableId: made.get(tokens.VPC)!.outputs["defaultRouteTableId"]!,
      routes: [],
    }),
    ({ outputs }) => outputs["vpcId"] as string,
  ],
  [
    tokens.ROUTE,
    (id) => ({
      routeTableId: id(tokens.ROUTE_TABLE),
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: id(tokens.NAT_GATEWAY),
    }),
    ({ inputs }) => `${inputs["routeTableId"] as string}_0.0.0.0/0`,
  ],
  [
    tokens.ROUTE_TABLE_ASSOCIATION,
    (id) => ({ routeTableId: id(tokens.ROUTE_TABLE), subnetId: id(tokens.SUBNET) }),
    ({ inputs }) => `${inputs["subnetId"] as string}/${inputs["routeTableId"] as string}`,
  ],
  [tokens.SECURITY_GROUP, (id) => ({ name: "endpoints", vpcId: id(tokens.VPC), description: "HTTPS" })],
  [tokens.DEFAULT_SECURITY_GROUP, (id) => ({ vpcId: id(tokens.VPC) })],
  [tokens.INGRESS_RULE, (id) => ({ securityGroupId: id(tokens.SECURITY_GROUP), ...HTTPS })],
  [tokens.EGRESS_RULE, (id) => ({ securityGroupId: id(tokens.SECURITY_GROUP), ...HTTPS })],
  [
    tokens.VPC_ENDPOINT,
    (id) => ({
      vpcId: id(tokens.VPC),
      serviceName: `com.amazonaws.${REGION}.sts`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [id(tokens.SUBNET)],
      securityGroupIds: [id(tokens.SECURITY_GROUP)],
    }),
  ],
  [
    tokens.ENDPOINT_ROUTE_TABLE,
    (id) => ({ vpcEndpointId: id(tokens.VPC_ENDPOINT), routeTableId: id(tokens.ROUTE_TABLE) }),
    ({ inputs }) => `${inputs["vpcEndpointId"] as string}/${inputs["routeTableId"] as string}`,
  ],
  [
    tokens.NETWORK_ACL,
    (id) => ({ vpcId: id(tokens.VPC), subnetIds: [id(SECOND_SUBNET), id(tokens.SUBNET)] }),
  ],
  [
    tokens.DEFAULT_NETWORK_ACL,
    (_id, made) => ({ defaultNetworkAclId: made.get(tokens.VPC)!.outputs["defaultNetworkAclId"]! }),
  ],
  [
    tokens.NETWORK_ACL_RULE,
    (id) => ({
      networkAclId: id(tokens.NETWORK_ACL),
      ...{ ruleNumber: 100, egress: true, protocol: "6", ruleAction: "allow" },
      ...{ cidrBlock: "0.0.0.0/0", fromPort: 443, toPort: 443 },
    }),
    ({ inputs }) => `${inputs["networkAclId"] as string}:100:tcp:true`,
  ],
  [
    tokens.NETWORK_ACL_ASSOCIATION,
    (id) => ({ networkAclId: id(tokens.NETWORK_ACL), subnetId: id(tokens.SUBNET) }),
  ],
  [tokens.LOG_GROUP, () => ({ name: "/atoll/flow", retentionInDays: 30 })],
  [tokens.ROLE, () => ({ name: "flow", assumeRolePolicy: CLUSTER_TRUST })],
  [tokens.ROLE_POLICY, (id) => ({ name: "write", role: id(tokens.ROLE), policy: PERMISSION })],
  [tokens.POLICY, () => ({ name: "write", policy: PERMISSION })],
  [tokens.ROLE_POLICY_ATTACHMENT, (id) => ({ role: id(tokens.ROLE), policyArn: id(tokens.POLICY) })],
  [
    tokens.FLOW_LOG,
    (id, made) => ({
      vpcId: id(tokens.VPC),
      trafficType: "ALL",
      iamRoleArn: made.get(tokens.ROLE)!.outputs["arn"]!,
      logDestination: made.get(tokens.LOG_GROUP)!.outputs["arn"]!,
    }),
  ],
  [tokens.KMS_KEY, () => ({ description: "state", enableKeyRotation: true })],
  [tokens.KMS_ALIAS, (id) => ({ name: "alias/state", targetKeyId: id(tokens.KMS_KEY) })],
  ...clusterRecipes(),
  ...bucketRecipes(),
  ...dnsRecipes(),
  ...transitRecipes(),
  ...peeringRecipes(),
  ...accountRecipes(),
  ...machineRecipes(),
];

const HTTPS = { cidrIpv4: "10.0.0.0/16", ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** Creates one resource of every type that the simulated AWS has, by type. */
export async function oneOfEach({ cloud, engine, make }: Sandbox): Promise<ReadonlyMap<string, Specimen>> {
  const made = new Map<string, State>();
  const specimens = new Map<string, Specimen>();
  const id = (wanted: string) => made.get(wanted)!.id;
  for (const [type, recipe, importId] of RECIPES) {
    const companions: State[] = [];
    for (const [key, companionType, companion] of COMPANIONS[type] ?? []) {
      const state = await make(companionType, companion(id, made));
      companions.push(state);
      made.set(key, state);
    }
    if (type === tokens.TGW_VPC_ACCEPTER) putForeign(cloud, made);
    const inputs = recipe(id, made);
    const state = await make(type, inputs);
    made.set(type, state);
    specimens.set(type, { state, inputs, importId: importId?.(state) ?? state.id, companions });
  }
  await refreshZone(engine, specimens);
  const group = specimens.get(tokens.TARGET_GROUP)!;
  specimens.set(tokens.TARGET_GROUP, { ...group, state: (await engine.refresh(group.state))! });
  return specimens;
}

/** An association of a VPC shows in its zone: a program that wants both says so in both, or ignores it. */
async function refreshZone(engine: Sandbox["engine"], specimens: Map<string, Specimen>): Promise<void> {
  const zone = specimens.get(tokens.ZONE)!;
  const state = (await engine.refresh(zone.state))!;
  specimens.set(tokens.ZONE, { ...zone, state, inputs: { ...zone.inputs, vpcs: state.inputs["vpcs"]! } });
}
