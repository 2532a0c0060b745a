import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { putInterface } from "../../../sandbox/aws/types/network-interfaces.ts";
import { ACCOUNT, REGION, TRUST } from "../network.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A second cluster like the first, with other inputs; those of `vpcConfig` are laid over the first one's. */
const another =
  (changes: Properties, vpcConfig: Properties = {}): Attempt =>
  ({ make }, _id, all) => {
    const { inputs } = all.get(tokens.CLUSTER)!;
    const config = { ...(inputs["vpcConfig"] as Properties), ...vpcConfig };
    return make(tokens.CLUSTER, { ...inputs, name: "other", vpcConfig: config, ...changes });
  };

/** A change of the cluster that exists. */
const changed =
  (changes: Properties): Attempt =>
  ({ engine }, _id, all) => {
    const { inputs, state } = all.get(tokens.CLUSTER)!;
    return engine.update(state, { ...inputs, ...changes });
  };

const accessConfig = (authenticationMode: string) => ({ accessConfig: { authenticationMode } });

export const CLUSTER_REFUSALS: readonly Refusal[] = [
  [
    "a cluster's name has letters, digits, hyphens and underscores",
    another({ name: "dev.eu" }),
    'name: "name" doesn\'t comply with restrictions ("^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$"): "dev.eu"',
  ],
  [
    "a cluster has a name of its own",
    another({ name: "dev" }),
    "ResourceInUseException: Cluster already exists with name: dev",
  ],
  [
    "a cluster takes a role that exists",
    another({ roleArn: "arn:aws:iam::111111111111:role/none" }),
    "InvalidParameterException: Role with arn: arn:aws:iam::111111111111:role/none, could not be assumed because it does not exist or the trusted entity is not correct",
  ],
  [
    "a cluster takes a role that trusts EKS",
    async (sandbox, id, all) => {
      const { outputs } = await sandbox.make(tokens.ROLE, { name: "nodes", assumeRolePolicy: TRUST });
      return another({ roleArn: outputs["arn"]! })(sandbox, id, all);
    },
    "InvalidParameterException: Role with arn: arn:aws:iam::111111111111:role/nodes, could not be assumed because it does not exist or the trusted entity is not correct",
  ],
  [
    "a cluster runs a Kubernetes version that EKS has",
    another({ version: "1.24" }),
    "InvalidParameterException: unsupported Kubernetes version 1.24",
  ],
  [
    "a control plane moves one minor version at a time",
    changed({ version: "1.36" }),
    "InvalidParameterException: Unsupported Kubernetes minor version update from 1.34 to 1.36",
  ],
  [
    "a control plane never moves back",
    changed({ version: "1.33" }),
    "InvalidParameterException: Unsupported Kubernetes minor version update from 1.34 to 1.33",
  ],
  [
    "a control plane does not leave its nodes more than three minors behind",
    async (sandbox, id, all) => {
      sandbox.cloud.edit(id(tokens.NODE_GROUP), { state: { version: "1.31" } });
      return changed({ version: "1.35" })(sandbox, id, all);
    },
    "InvalidParameterException: simulator: node group dev:system has Kubernetes 1.31, too far behind 1.35: update its nodes first",
  ],
  [
    "a control plane lies in subnets that exist",
    another({}, { subnetIds: ["subnet-00000000000000000"] }),
    "InvalidParameterException: The subnet ID 'subnet-0…' does not exist",
  ],
  [
    "a control plane lies in two zones",
    (sandbox, id, all) => another({}, { subnetIds: [id(tokens.SUBNET)] })(sandbox, id, all),
    "InvalidParameterException: Subnets specified must be in at least two different AZs",
  ],
  [
    "a control plane lies in one VPC",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const foreign = await sandbox.makeSubnet(vpc, "10.9.0.0/24");
      return another({}, { subnetIds: [id(tokens.SUBNET), foreign.id] })(sandbox, id, all);
    },
    "InvalidParameterException: Subnets provided [subnet-0…, subnet-0…] must belong to the same VPC",
  ],
  [
    "a control plane needs six free addresses in each of its subnets",
    async (sandbox, id, all) => {
      const small = await sandbox.makeSubnet(all.get(tokens.VPC)!.state, "10.0.9.0/28");
      for (let count = 0; count < 6; count += 1) {
        const purpose = { description: "left", subnetId: small.id, groups: [] };
        putInterface(sandbox.cloud, { account: ACCOUNT, region: REGION }, purpose);
      }
      return another({}, { subnetIds: [id(tokens.SUBNET), small.id] })(sandbox, id, all);
    },
    "InvalidParameterException: Subnet subnet-0… has 5 free addresses; a control plane needs 6 in each of its subnets",
  ],
  [
    "a cluster's security groups exist",
    another({}, { securityGroupIds: ["sg-00000000000000000"] }),
    "InvalidParameterException: The security group 'sg-0…' does not exist",
  ],
  [
    "a cluster's security groups are in its VPC",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const group = await sandbox.make(tokens.SECURITY_GROUP, { vpcId: vpc.id });
      return another({}, { securityGroupIds: [group.id] })(sandbox, id, all);
    },
    "InvalidParameterException: Security group(s) [sg-0…] are not in the same VPC as the subnets.",
  ],
  [
    "a cluster has a way in",
    another({}, { endpointPrivateAccess: false }),
    "InvalidParameterException: Private and public endpoint access cannot both be disabled",
  ],
  [
    "a public endpoint is open to public addresses",
    another({}, { endpointPublicAccess: true, publicAccessCidrs: ["10.0.0.0/8"] }),
    "InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [10.0.0.0/8]",
  ],
  [
    "a public endpoint is open to 40 ranges at most",
    another(
      {},
      {
        endpointPublicAccess: true,
        publicAccessCidrs: Array.from({ length: 41 }, (_, number) => `8.8.${number}.0/24`),
      },
    ),
    "InvalidParameterException: At most 40 publicAccessCidrs are allowed, got 41",
  ],
  [
    "a public endpoint is open to ranges",
    another({}, { endpointPublicAccess: true, publicAccessCidrs: ["everybody"] }),
    'vpcConfig.publicAccessCidrs: "everybody" is not a valid CIDR block',
  ],
  [
    "secrets are encrypted with a key that exists",
    another({
      encryptionConfig: {
        provider: { keyArn: "arn:aws:kms:eu-central-1:111111111111:key/none" },
        resources: ["secrets"],
      },
    }),
    "InvalidParameterException: The keyArn in encryptionConfig provider arn:aws:kms:eu-central-1:111111111111:key/none is invalid",
  ],
  [
    "nothing but secrets is encrypted",
    another({ encryptionConfig: { provider: { keyArn: "arn" }, resources: ["pods"] } }),
    'encryptionConfig.resources: expected "secrets" and nothing else',
  ],
  [
    "logs are of the types that a control plane writes",
    another({ enabledClusterLogTypes: ["everything"] }),
    "enabledClusterLogTypes: expected one of api, audit, authenticator, controllerManager, scheduler, got everything",
  ],
  [
    "the Services' range is private",
    another({ kubernetesNetworkConfig: { serviceIpv4Cidr: "100.64.0.0/16" } }),
    "kubernetesNetworkConfig.serviceIpv4Cidr: must be between /24 and /12, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got 100.64.0.0/16",
  ],
  [
    "the Services' range is apart from the VPC's",
    another({ kubernetesNetworkConfig: { serviceIpv4Cidr: "10.0.0.0/16" } }),
    "InvalidParameterException: The specified service IPv4 CIDR 10.0.0.0/16 overlaps a CIDR block of the VPC vpc-0…",
  ],
  [
    "the authentication mode is one that EKS has",
    another(accessConfig("NONE")),
    'accessConfig.authenticationMode: expected accessConfig.authenticationMode to be one of ["CONFIG_MAP" "API_AND_CONFIG_MAP" "API"], got NONE',
  ],
  [
    "no authentication mode leads back",
    changed(accessConfig("API_AND_CONFIG_MAP")),
    "InvalidParameterException: Unsupported authentication mode update from API to API_AND_CONFIG_MAP",
  ],
  [
    "support is of a kind that EKS sells",
    another({ upgradePolicy: { supportType: "FOREVER" } }),
    'upgradePolicy.supportType: expected upgradePolicy.supportType to be one of ["STANDARD" "EXTENDED"], got FOREVER',
  ],
  [
    "a cluster has no Auto Mode",
    another({ computeConfig: { enabled: true } }),
    "computeConfig.enabled: Auto Mode is not simulated",
  ],
  [
    "a protected cluster stays",
    async ({ engine }, _id, all) => {
      const { inputs, state } = all.get(tokens.CLUSTER)!;
      await engine.delete(await engine.update(state, { ...inputs, deletionProtection: true }));
    },
    "InvalidRequestException: Cluster dev has deletion protection enabled: disable it before you delete the cluster",
  ],
  [
    "a cluster with node groups stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.CLUSTER)!.state),
    "ResourceInUseException: Cluster has nodegroups attached",
  ],
  [
    "a subnet with a control plane's interface stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.SUBNET)!.companions[0]!),
    "DependencyViolation: The subnet 'subnet-0…' has dependencies and cannot be deleted.",
  ],
];
