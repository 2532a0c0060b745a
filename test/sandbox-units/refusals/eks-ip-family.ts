import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { REGION, type Sandbox } from "../network.ts";
import type { State } from "../engine.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** Two subnets in a VPC with an IPv6 range of its own. */
async function ipv6Subnets(sandbox: Sandbox, more: Properties = {}): Promise<readonly State[]> {
  const vpc = await sandbox.makeVpc({ cidrBlock: "10.8.0.0/16", assignGeneratedIpv6CidrBlock: true });
  const range = (vpc.outputs["ipv6CidrBlock"] as string).replace("00::/56", "");
  const make = (zone: string, place: number) =>
    sandbox.makeSubnet(vpc, `10.8.${place}.0/24`, {
      availabilityZone: `${REGION}${zone}`,
      ipv6CidrBlock: `${range}0${place}::/64`,
      assignIpv6AddressOnCreation: true,
      ...more,
    });
  return [await make("a", 0), await make("b", 1)];
}

/** A cluster on IPv6 beside the first one, with its CNI. */
async function cluster(
  sandbox: Sandbox,
  all: Parameters<Attempt>[2],
  subnets: readonly State[],
  network: Properties = {},
): Promise<State> {
  const { inputs } = all.get(tokens.CLUSTER)!;
  const made = await sandbox.make(tokens.CLUSTER, {
    ...inputs,
    name: "six",
    kubernetesNetworkConfig: { ipFamily: "ipv6", ...network },
    vpcConfig: {
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      subnetIds: subnets.map((subnet) => subnet.id),
    },
  });
  await sandbox.make(tokens.ADDON, { ...all.get(tokens.ADDON)!.inputs, clusterName: made.id });
  return made;
}

/** A node group of that cluster; without other words its role may give prefixes. */
const nodes =
  (
    changes: Properties,
    { subnets: more = {}, mayAssign = true }: { subnets?: Properties; mayAssign?: boolean } = {},
  ): Attempt =>
  async (sandbox, _id, all) => {
    const subnets = await ipv6Subnets(sandbox, more);
    const { id: clusterName } = await cluster(sandbox, all, subnets);
    if (mayAssign) {
      const statement = { Effect: "Allow", Action: ["ec2:AssignIpv6Addresses"], Resource: "*" };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await sandbox.make(tokens.ROLE_POLICY, { name: "cni", role: all.get(tokens.ROLE)!.state.id, policy });
    }
    return sandbox.make(tokens.NODE_GROUP, {
      ...all.get(tokens.NODE_GROUP)!.inputs,
      clusterName,
      subnetIds: subnets.map((subnet) => subnet.id),
      ...changes,
    });
  };

export const IP_FAMILY_REFUSALS: readonly Refusal[] = [
  [
    "a family is one that EKS has",
    async (sandbox, _id, all) => cluster(sandbox, all, await ipv6Subnets(sandbox), { ipFamily: "dual" }),
    'kubernetesNetworkConfig.ipFamily: expected kubernetesNetworkConfig.ipFamily to be one of ["ipv4" "ipv6"], got dual',
  ],
  [
    "on IPv6 nobody chooses the range of Services",
    async (sandbox, _id, all) =>
      cluster(sandbox, all, await ipv6Subnets(sandbox), { serviceIpv4Cidr: "172.20.0.0/16" }),
    "InvalidParameterException: simulator: serviceIpv4Cidr can't be given with ipFamily ipv6",
  ],
  [
    "a control plane on IPv6 lies in subnets that have IPv6",
    ({ make }, _id, all) => {
      const { inputs } = all.get(tokens.CLUSTER)!;
      return make(tokens.CLUSTER, {
        ...inputs,
        name: "six",
        kubernetesNetworkConfig: { ipFamily: "ipv6" },
      });
    },
    "InvalidParameterException: simulator: subnets [subnet-0…, subnet-0…] have no IPv6 CIDR block, which ipFamily ipv6 needs",
  ],
  [
    "the CNI takes the family from its cluster",
    async (sandbox, _id, all) => {
      await cluster(sandbox, all, await ipv6Subnets(sandbox));
      const configurationValues = JSON.stringify({ env: { ENABLE_IPv6: "true" } });
      sandbox.cloud.delete({ type: tokens.ADDON });
      return sandbox.make(tokens.ADDON, {
        ...all.get(tokens.ADDON)!.inputs,
        clusterName: "six",
        configurationValues,
      });
    },
    "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.env.ENABLE_IPv6: is not defined in the schema and the schema does not allow additional properties]",
  ],
  [
    "machines on IPv6 are Nitro",
    nodes({ instanceTypes: ["m4.large", "m7i.large"] }),
    "InvalidParameterException: simulator: [m4.large] are no Nitro machines, which ipv6 needs",
  ],
  [
    "nodes on IPv6 lie in subnets that give them addresses",
    nodes({}, { subnets: { assignIpv6AddressOnCreation: false } }),
    "Ec2SubnetMissingIpv6Assignment: One or more Amazon EC2 Subnets of [subnet-0…, subnet-0…] for node group does not automatically assign IPv6 addresses to instances launched into it",
  ],
  [
    "nodes on IPv6 need a CNI that may give them prefixes",
    nodes({}, { mayAssign: false }),
    "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster",
  ],
];
