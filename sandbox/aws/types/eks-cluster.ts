import { createHash } from "node:crypto";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Place, Thing } from "../cloud.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { Inputs, neighbours, text, type Call, type Kind } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { invalid, inUse, now, ofCluster } from "./eks.ts";
import {
  checkKey,
  checkModeStep,
  checkNodeSkew,
  checkRole,
  checkUpgrade,
  checkVersion,
  clusterRefusals,
} from "./eks-cluster-inputs.ts";
import { checkFamily, serviceRanges } from "./eks-ip-family.ts";
import { checkEndpoint, checkGroups, checkRoom, controlPlaneSubnets } from "./eks-network.ts";
import { interfacesWithGroup, putInterface } from "./network-interfaces.ts";

/** What a cluster takes with it. */
const INSIDE = [tokens.ADDON, tokens.ACCESS_ENTRY, tokens.ACCESS_POLICY, tokens.POD_IDENTITY];

/** What EKS takes for absent fields. */
const DEFAULTS = {
  bootstrapSelfManagedAddons: true,
  vpcConfig: { endpointPrivateAccess: false, endpointPublicAccess: true },
  accessConfig: { authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: true },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: false } },
  upgradePolicy: { supportType: "EXTENDED" },
  computeConfig: { enabled: false, nodePools: [], nodeRoleArn: "" },
  storageConfig: { blockStorage: { enabled: false } },
  controlPlaneScalingConfig: { tier: "standard" },
  kubeApiServerConfig: {},
  kubeControllerManagerConfig: {},
  kubeSchedulerConfig: {},
};

const WORLD = ["0.0.0.0/0"];

/** The group that guards control plane and nodes: EKS makes it with the cluster. */
function putGroup(call: Call, name: string, vpcId: string): string {
  const id = newId(call.cloud, "sg");
  const { account, region } = call;
  call.cloud.put({
    ...{ type: tokens.SECURITY_GROUP, id, account, region },
    state: {
      ...{ arn: arn("ec2", call, `security-group/${id}`), ownerId: account, vpcId },
      name: `eks-cluster-sg-${name}-${id.slice(-10)}`,
      description:
        "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes",
    },
    tags: { "aws:eks:cluster-name": name, [`kubernetes.io/cluster/${name}`]: "owned" },
  });
  return id;
}

/** The control plane's own interfaces: one in each subnet, as long as the cluster lives. */
function putInterfaces(call: Call, cluster: string, config: Properties): void {
  const { account, region, cloud } = call;
  cloud.delete({ type: tokens.NETWORK_INTERFACE, account, region, state: { cluster } });
  const inputs = new Inputs(config);
  const groups = [inputs.text("clusterSecurityGroupId"), ...inputs.texts("securityGroupIds")];
  for (const subnetId of inputs.texts("subnetIds")) {
    putInterface(cloud, call, { description: `Amazon EKS ${cluster}`, subnetId, groups, cluster });
  }
}

/** The control plane makes the group of its logs where the program did not; it outlives the cluster. */
function putLogGroup(call: Call, cluster: string): void {
  const name = `/aws/eks/${cluster}/cluster`;
  if (call.inputs.texts("enabledClusterLogTypes").length === 0) return;
  if (neighbours(call, tokens.LOG_GROUP, { name }).length > 0) return;
  const { account, region } = call;
  const state = { arn: arn("logs", call, `log-group:${name}`), name, retentionInDays: 0 };
  call.cloud.put({ type: tokens.LOG_GROUP, id: name, account, region, state, tags: {} });
}

function vpcConfigOf(given: Inputs, own: Properties): Properties {
  const isPublic = given.all["endpointPublicAccess"] !== false;
  const cidrs = given.texts("publicAccessCidrs");
  return {
    ...{ ...DEFAULTS.vpcConfig, securityGroupIds: [], controlPlaneEgressMode: "UNRESTRICTED" },
    ...given.all,
    publicAccessCidrs: isPublic && cidrs.length === 0 ? WORLD : cidrs,
    ...own,
  };
}

/** Nested objects whole: what was given, and what EKS adds. */
function objectsOf(call: Call, vpcId: string): Properties {
  const network = call.inputs.object("kubernetesNetworkConfig").all;
  return {
    accessConfig: { ...DEFAULTS.accessConfig, ...call.inputs.object("accessConfig").all },
    upgradePolicy: { ...DEFAULTS.upgradePolicy, ...call.inputs.object("upgradePolicy").all },
    kubernetesNetworkConfig: {
      ...{ ...DEFAULTS.kubernetesNetworkConfig, ipFamily: "ipv4" },
      ...network,
      ...serviceRanges(call, vpcId),
    },
  };
}

function checkedVpc(call: Call): { readonly vpcId: string; readonly subnets: readonly Thing[] } {
  const vpcConfig = call.inputs.object("vpcConfig");
  const subnets = controlPlaneSubnets(call, vpcConfig);
  const vpcId = subnets[0] === undefined ? "" : text(subnets[0], "vpcId");
  checkGroups(call, vpcConfig, vpcId);
  checkEndpoint(vpcConfig);
  checkFamily(call, subnets);
  return { vpcId, subnets };
}

const hex = (textToHash: string) =>
  createHash("sha256").update(textToHash).digest("hex").slice(0, 32).toUpperCase();

function create(call: Call) {
  const name = call.inputs.text("name");
  if (neighbours(call, tokens.CLUSTER, { name }).length > 0) {
    throw inUse(`Cluster already exists with name: ${name}`);
  }
  if (call.cloud.list({ type: tokens.CLUSTER, state: { name } }).length > 0) {
    throw new AwsError(
      "NameTaken",
      `simulator: ${name} is the name of a cluster in another account or region`,
    );
  }
  const version = call.inputs.optionalText("version") ?? KUBERNETES_MINORS.at(-1)?.minor ?? "";
  checkRole(call);
  checkVersion(version);
  const { vpcId, subnets } = checkedVpc(call);
  checkRoom(call, subnets);
  checkKey(call);
  withinQuota(call.cloud, QUOTAS.clusters, countIn(call.cloud, call, tokens.CLUSTER));
  const objects = objectsOf(call, vpcId);
  const own = { vpcId, clusterSecurityGroupId: putGroup(call, name, vpcId) };
  const vpcConfig = vpcConfigOf(call.inputs.object("vpcConfig"), own);
  putInterfaces(call, name, vpcConfig);
  putLogGroup(call, name);
  const identity = hex(`${call.account}/${call.region}/${name}/${call.cloud.next("cluster")}`);
  const issuer = `https://oidc.eks.${call.region}.amazonaws.com/id/${identity}`;
  const computed = {
    ...{ arn: arn("eks", call, `cluster/${name}`), clusterId: "", createdAt: now(), version, ...objects },
    ...{ vpcConfig, identities: [{ oidcs: [{ issuer }] }], platformVersion: "eks.1" },
    // The API server is still to come; a reader sees what EKS shows until then.
    ...{ status: "CREATING", endpoint: "", certificateAuthority: { data: "" } },
  };
  return { id: name, computed };
}

function update(call: Call, before: Thing): Properties {
  const version = call.inputs.text("version");
  checkUpgrade(text(before, "version"), version);
  checkNodeSkew(ofCluster(call, tokens.NODE_GROUP, before.id), version);
  const { vpcId } = checkedVpc(call);
  const objects = objectsOf(call, vpcId);
  checkModeStep(before.state["accessConfig"], objects["accessConfig"]);
  checkKey(call);
  const was = new Inputs(before.state).object("vpcConfig");
  if (vpcId !== was.text("vpcId"))
    throw invalid(`Provided subnets belong to a different VPC than ${was.text("vpcId")}`);
  const own = { vpcId, clusterSecurityGroupId: was.text("clusterSecurityGroupId") };
  const vpcConfig = vpcConfigOf(call.inputs.object("vpcConfig"), own);
  putInterfaces(call, before.id, vpcConfig);
  putLogGroup(call, before.id);
  return { ...objects, vpcConfig };
}

function remove(call: Call, { id, state }: Thing): void {
  if (state["deletionProtection"] === true) {
    throw new AwsError(
      "InvalidRequestException",
      `Cluster ${id} has deletion protection enabled: disable it before you delete the cluster`,
    );
  }
  if (ofCluster(call, tokens.NODE_GROUP, id).length > 0) throw inUse("Cluster has nodegroups attached");
  const place: Place = { account: call.account, region: call.region };
  for (const type of INSIDE) call.cloud.delete({ type, ...place, state: { clusterName: id } });
  call.cloud.delete({ type: tokens.NETWORK_INTERFACE, ...place, state: { cluster: id } });
  const group = new Inputs(state).object("vpcConfig").text("clusterSecurityGroupId");
  // An interface that a pod left behind keeps the group alive, and the group its VPC.
  if (interfacesWithGroup(call, group).length > 0) return;
  for (const type of [tokens.INGRESS_RULE, tokens.EGRESS_RULE]) {
    call.cloud.delete({ type, ...place, state: { securityGroupId: group } });
  }
  call.cloud.delete({ type: tokens.SECURITY_GROUP, ...place, id: group });
}

async function settle(host: ClusterHost, _cloud: Cloud, thing: Thing): Promise<Properties> {
  const { id: name, account, region, state } = thing;
  const network = new Inputs(state).object("kubernetesNetworkConfig");
  const services = network.text("serviceIpv6Cidr") || network.text("serviceIpv4Cidr");
  const access = await host.start({ name, account, region, serviceCidr: services });
  const madeUpAddress = `https://${hex(`endpoint/${text(thing, "arn")}`)}.gr7.${region}.eks.amazonaws.com`;
  return {
    status: "ACTIVE",
    endpoint: access?.endpoint ?? madeUpAddress,
    certificateAuthority: {
      data: access?.certificateAuthority ?? Buffer.from(madeUpAddress).toString("base64"),
    },
  };
}

export const cluster: Kind = {
  label: "EKS Cluster",
  service: "EKS",
  calls: { create: "CreateCluster", update: "UpdateClusterConfig", delete: "DeleteCluster" },
  defaults: DEFAULTS,
  autonamed: "",
  quota: QUOTAS.clusters,
  refusals: clusterRefusals,
  create,
  update,
  delete: remove,
  settle,
  unsettle: (host, _cloud, { id }) => host.remove(id),
};
