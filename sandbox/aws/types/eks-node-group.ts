import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { Inputs, text, textIn, type Call, type Kind } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { autoscalingGroupsOf } from "./autoscaling-tag.ts";
import { clusterOf, invalid, inUse, madeUp, ofCluster } from "./eks.ts";
import { addOnValues } from "./eks-addon.ts";
import { checkPodInterfaces } from "./eks-cni.ts";
import { putNodeEntry } from "./eks-access.ts";
import { checkIpv6Nodes } from "./eks-ip-family.ts";
import { subnetsOf } from "./eks-network.ts";
import {
  checkLabels,
  checkScaling,
  checkTemplate,
  checkVersion,
  mayJoin,
  nodeGroupRefusals,
  nodeRole,
} from "./eks-node-group-inputs.ts";
import { nodesOf } from "./eks-nodes.ts";
import { unreachableServices } from "./private-names.ts";

const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,62}$/;

function nameOf(call: Call): string {
  const given = call.inputs.optionalText("nodeGroupName");
  const prefix = call.inputs.optionalText("nodeGroupNamePrefix") ?? "";
  return given ?? `${prefix}${madeUp(`node-group/${call.cloud.next("node-group")}`, 10)}`;
}

/** A node without network never becomes ready: the CNI comes as an add-on, or by itself with the cluster. */
function checkJoin(call: Call, cluster: Thing, role: Thing): void {
  const cni = ofCluster(call, tokens.ADDON, cluster.id).find(({ state }) => state["addonName"] === "vpc-cni");
  const hasCni = cluster.state["bootstrapSelfManagedAddons"] !== false || cni !== undefined;
  const wanted = call.inputs.object("scalingConfig").number("desiredSize");
  if (wanted === 0) return;
  const subnets = subnetsOf(call, call.inputs.texts("subnetIds"));
  if (!mayJoin(call, role)) {
    throw new AwsError("NodeCreationFailure", "Instances failed to join the kubernetes cluster");
  }
  if (!hasCni) throw new AwsError("NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster");
  if (subnets.some((subnet) => unreachableServices(call, subnet).length > 0)) {
    throw new AwsError("NodeCreationFailure", "Instances failed to join the kubernetes cluster");
  }
  const values = addOnValues(textIn(cni?.state ?? {}, "configurationValues")) ?? {};
  checkPodInterfaces(call, values, subnets);
  checkIpv6Nodes(call, cluster, subnets);
}

function checkSubnets(call: Call, cluster: Thing): void {
  const vpcId = new Inputs(cluster.state).object("vpcConfig").text("vpcId");
  const foreign = subnetsOf(call, call.inputs.texts("subnetIds")).find((one) => text(one, "vpcId") !== vpcId);
  if (foreign === undefined) return;
  throw invalid(`Subnet ${foreign.id} is not in the VPC ${vpcId} of the cluster ${cluster.id}`);
}

function checkContent(call: Call): void {
  checkScaling(call.inputs);
  checkLabels(call.inputs);
  const desired = call.inputs.object("scalingConfig").number("maxSize");
  withinQuota(call.cloud, QUOTAS.nodesPerGroup, desired - 1);
}

/** Nested objects whole, and what EKS chooses. */
function chosen(call: Call, cluster: Thing, template: Thing | undefined): Properties {
  const updates = call.inputs.object("updateConfig").all;
  const isSized = "maxUnavailable" in updates || "maxUnavailablePercentage" in updates;
  const fromTemplate = template === undefined ? "" : text(template, "instanceType");
  const types = call.inputs.texts("instanceTypes");
  const architecture = /^[a-z]+\d+g/.test(types[0] ?? fromTemplate) ? "AL2023_ARM_64" : "AL2023_x86_64";
  return {
    ...checkVersion(call, cluster),
    amiType: call.inputs.optionalText("amiType") ?? `${architecture}_STANDARD`,
    capacityType: call.inputs.optionalText("capacityType") ?? "ON_DEMAND",
    diskSize: template === undefined ? call.inputs.number("diskSize") || 20 : 0,
    instanceTypes: types.length > 0 || fromTemplate !== "" ? types : ["t3.medium"],
    updateConfig: { ...(isSized ? {} : { maxUnavailable: 1 }), updateStrategy: "DEFAULT", ...updates },
    nodeRepairConfig: { enabled: false, ...call.inputs.object("nodeRepairConfig").all },
    ...(template !== undefined && {
      launchTemplate: {
        ...call.inputs.object("launchTemplate").all,
        ...{ id: template.id, name: text(template, "name") },
      },
    }),
  };
}

function create(call: Call) {
  const cluster = clusterOf(call);
  if (cluster.state["status"] !== "ACTIVE") {
    throw new AwsError("ResourceInUseException", `Cluster '${cluster.id}' is not in ACTIVE status`);
  }
  const name = nameOf(call);
  if (!NAME.test(name)) throw invalid(`The nodegroup name ${name} is invalid`);
  if (ofCluster(call, tokens.NODE_GROUP, cluster.id).some(({ state }) => state["nodeGroupName"] === name)) {
    throw inUse(`NodeGroup already exists with name ${name} and cluster name ${cluster.id}`);
  }
  const role = nodeRole(call);
  checkSubnets(call, cluster);
  checkContent(call);
  const template = checkTemplate(call);
  const choices = chosen(call, cluster, template);
  const existing = ofCluster(call, tokens.NODE_GROUP, cluster.id).length;
  withinQuota(call.cloud, QUOTAS.nodeGroupsPerCluster, existing);
  checkJoin(call, cluster, role);
  const mode = new Inputs(cluster.state).object("accessConfig").text("authenticationMode");
  if (mode !== "CONFIG_MAP") putNodeEntry(call, cluster.id, call.inputs.text("nodeRoleArn"));
  const unique = newUuid(call.cloud, "node-group");
  const autoscalingGroups = [{ name: `eks-${name}-${unique}` }];
  return {
    id: `${cluster.id}:${name}`,
    computed: {
      ...{ arn: arn("eks", call, `nodegroup/${cluster.id}/${name}/${unique}`), nodeGroupName: name },
      ...{
        resources: [{ autoscalingGroups, remoteAccessSecurityGroupId: "" }],
        status: "ACTIVE",
        ...choices,
      },
    },
  };
}

export const nodeGroup: Kind = {
  label: "EKS Node Group",
  service: "EKS",
  calls: { create: "CreateNodegroup", update: "UpdateNodegroupConfig", delete: "DeleteNodegroup" },
  quota: QUOTAS.nodeGroupsPerCluster,
  refusals: nodeGroupRefusals,
  create,
  delete: (call, { state }) => {
    const { account, region } = call;
    for (const autoscalingGroupName of autoscalingGroupsOf(state["resources"]))
      call.cloud.delete({ type: tokens.AUTOSCALING_TAG, account, region, state: { autoscalingGroupName } });
  },
  update: (call) => {
    checkContent(call);
    return chosen(call, clusterOf(call), checkTemplate(call));
  },
  settle: async (host, cloud, group) => {
    const clusterName = text(group, "clusterName");
    await host.setNodes(clusterName, text(group, "nodeGroupName"), nodesOf(cloud, group));
    return {};
  },
  unsettle: async (host, cloud, { account, region, id, inputs }) => {
    const name = textIn(inputs.all, "clusterName");
    // Where the cluster is gone, its nodes are.
    if (cloud.find({ type: tokens.CLUSTER, account, region, id: name }) === undefined) return;
    await host.setNodes(name, id.slice(name.length + 1), []);
  },
};
