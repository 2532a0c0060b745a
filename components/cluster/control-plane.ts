import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Cluster } from "@pulumi/aws/eks/cluster.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import * as pulumi from "@pulumi/pulumi";
import {
  CLUSTER_POLICY,
  controlPlaneLogGroup,
  EKS_SERVICE,
  ROLE_NAME_LENGTH,
  SECRETS_KEY_ACTIONS,
} from "../../fleet/eks-vocabulary.ts";
import { USUAL_IP_FAMILY } from "../../fleet/networks/ip-family.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { allowStatements, policyDocument, serviceTrust } from "./policy-document.ts";
import { accountName, child, type EksScope } from "./scope.ts";
import { DEFAULT_PROTECT, type EksSettings } from "./settings.ts";

export interface ControlPlaneNetwork {
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
}

/** The cluster itself, after everything it must find: its role, its key, the group of its logs. */
export function createControlPlane(scope: EksScope, network: ControlPlaneNetwork): Cluster {
  const key = createKey(scope);
  const { role, policies } = createRole(scope, key);
  const logs = createLogGroup(scope);
  const { name, settings } = scope;
  const { access, protect = DEFAULT_PROTECT } = settings;
  const publicAccess =
    access.mode === "public-list"
      ? { endpointPublicAccess: true, publicAccessCidrs: [...access.cidrs] }
      : { endpointPublicAccess: false };
  return new Cluster(
    name,
    {
      name,
      version: settings.kubernetes,
      roleArn: role.arn,
      // Nobody but those with an access entry gets in, the role that makes the cluster included.
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // The add-ons below are made in their order; EKS would make others first.
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: [...network.subnetIds],
        securityGroupIds: [network.securityGroupId],
        endpointPrivateAccess: true,
        ...publicAccess,
      },
      kubernetesNetworkConfig: kubernetesNetwork(settings),
      encryptionConfig: { provider: { keyArn: key.arn }, resources: ["secrets"] },
      enabledClusterLogTypes: [...settings.logs],
      // Extended support costs six times as much and is never entered by not looking.
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: settings.zonalShift },
      deletionProtection: protect,
      tags: resourceTags(name),
    },
    // A log group that EKS makes keeps its logs for ever; a role without its policy cannot make interfaces.
    child(scope, { protect, dependsOn: [logs, ...policies] }),
  );
}

/** On IPv6 EKS takes a range of its own for Services, and refuses any other. */
function kubernetesNetwork({ ipFamily = USUAL_IP_FAMILY, serviceCidr }: EksSettings) {
  return ipFamily === "ipv6" ? { ipFamily } : { ipFamily, serviceIpv4Cidr: serviceCidr };
}

function createKey(scope: EksScope): Key {
  const { name, settings } = scope;
  const logical = `${name}-secrets-key`;
  const key = new Key(
    logical,
    {
      description: `Secrets of the cluster ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: settings.keyDeletionDays,
      tags: resourceTags(logical),
    },
    child(scope, { protect: settings.protect ?? DEFAULT_PROTECT }),
  );
  new Alias(
    `${logical}-alias`,
    { name: `alias/atoll/${name}/secrets`, targetKeyId: key.keyId },
    child(scope),
  );
  return key;
}

interface ClusterRole {
  readonly role: Role;
  readonly policies: readonly pulumi.Resource[];
}

function createRole(scope: EksScope, key: Key): ClusterRole {
  const logical = `${scope.name}-cluster-role`;
  const role = new Role(
    logical,
    {
      name: accountName(scope, "cluster", ROLE_NAME_LENGTH),
      assumeRolePolicy: serviceTrust(EKS_SERVICE),
      tags: resourceTags(logical),
    },
    child(scope),
  );
  const managed = new RolePolicyAttachment(
    `${logical}-policy`,
    { role: role.name, policyArn: CLUSTER_POLICY },
    child(scope),
  );
  const permission = { sid: "SecretsKey", actions: SECRETS_KEY_ACTIONS, resources: [key.arn] };
  const secrets = new RolePolicy(
    `${logical}-secrets`,
    {
      name: "secrets",
      role: role.name,
      policy: pulumi.jsonStringify(policyDocument(allowStatements([permission]))),
    },
    child(scope),
  );
  return { role, policies: [managed, secrets] };
}

function createLogGroup(scope: EksScope): LogGroup {
  const logical = `${scope.name}-control-plane-logs`;
  return new LogGroup(
    logical,
    {
      name: controlPlaneLogGroup(scope.name),
      retentionInDays: scope.settings.logRetentionDays,
      tags: resourceTags(logical),
    },
    child(scope),
  );
}
