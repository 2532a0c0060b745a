import { parse } from "yaml";
import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { Inputs, neighbours, textIn, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal, clusterOf, invalid, inUse, minorOf, now, ofCluster } from "./eks.ts";
import { checkCniValues } from "./eks-cni.ts";
import { checkPodRole, newAssociation } from "./eks-pod-identity.ts";
import { roleByArn } from "./trust.ts";

/** Add-ons of AWS and the namespaces they live in. @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html */
const NAMESPACES: Readonly<Record<string, string>> = {
  "amazon-cloudwatch-observability": "amazon-cloudwatch",
  "aws-ebs-csi-driver": "kube-system",
  "aws-efs-csi-driver": "kube-system",
  "aws-guardduty-agent": "amazon-guardduty",
  "aws-mountpoint-s3-csi-driver": "kube-system",
  "cert-manager": "cert-manager",
  coredns: "kube-system",
  "eks-node-monitoring-agent": "kube-system",
  "eks-pod-identity-agent": "kube-system",
  "external-dns": "external-dns",
  "kube-proxy": "kube-system",
  "kube-state-metrics": "kube-state-metrics",
  "metrics-server": "kube-system",
  "prometheus-node-exporter": "prometheus-node-exporter",
  "snapshot-controller": "kube-system",
  "vpc-cni": "kube-system",
};

/** What EKS puts into a new cluster by itself, unless it is told not to. */
export const SELF_MANAGED: Readonly<Record<string, string>> = {
  coredns: "Deployment.apps coredns",
  "kube-proxy": "DaemonSet.apps kube-proxy",
  "vpc-cni": "DaemonSet.apps aws-node",
};

/** Deployments: without a node they never get their replicas. The others are DaemonSets, whole with no pod at all. */
const NEEDS_NODES = [
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "coredns",
  "metrics-server",
  "snapshot-controller",
];

const VERSION = /^v(\d+)\.(\d+)\.(\d+)-eksbuild\.\d+$/;

function checkVersion(name: string, version: string, cluster: Thing): void {
  const [, , minor = ""] = VERSION.exec(version) ?? [];
  const newest = minorOf(textIn(cluster.state, "version"));
  const isTooNew = name === "kube-proxy" && Number(minor) > newest;
  if (minor !== "" && !isTooNew) return;
  throw invalid("Addon version specified is not supported");
}

/** Values of an add-on; none when they are no document. */
export function addOnValues(given: string): Properties | undefined {
  try {
    const values = parse(given) as Value;
    return isObject(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function checkValues(call: Call): void {
  const given = call.inputs.optionalText("configurationValues");
  if (given === undefined) return;
  const values = addOnValues(given);
  if (values !== undefined) {
    if (call.inputs.text("addonName") === "vpc-cni") checkCniValues(values);
    return;
  }
  throw invalid("ConfigurationValue provided in request is not in valid JSON or YAML format");
}

/** Objects that the cluster has from its start belong to nobody; an add-on takes them only when it is told to. */
function checkConflicts(call: Call, name: string, cluster: Thing): void {
  const object = SELF_MANAGED[name];
  if (object === undefined || cluster.state["bootstrapSelfManagedAddons"] === false) return;
  if (call.inputs.text("resolveConflictsOnCreate") === "OVERWRITE") return;
  throw new AwsError(
    "ConfigurationConflict",
    `Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts: ${object}`,
  );
}

function checkReplicas(call: Call, name: string, clusterName: string): void {
  if (!NEEDS_NODES.includes(name)) return;
  const groups = ofCluster(call, tokens.NODE_GROUP, clusterName);
  const nodes = groups.map(({ state }) => new Inputs(state).object("scalingConfig").number("desiredSize"));
  if (nodes.some((count) => count > 0)) return;
  throw new AwsError(
    "InsufficientNumberOfReplicas",
    "The add-on is unhealthy because it doesn't have the desired number of replicas.",
  );
}

function checkContent(call: Call, cluster: Thing): string {
  const name = call.inputs.text("addonName");
  const version = call.inputs.optionalText("addonVersion") ?? defaultVersion(name, cluster);
  checkVersion(name, version, cluster);
  checkValues(call);
  const roleArn = call.inputs.optionalText("serviceAccountRoleArn");
  if (roleArn !== undefined && roleByArn(call, roleArn) === undefined) {
    throw invalid(`The serviceAccountRoleArn ${roleArn} does not exist`);
  }
  return version;
}

function defaultVersion(name: string, cluster: Thing): string {
  return name === "kube-proxy" ? `v${textIn(cluster.state, "version")}.0-eksbuild.1` : "v1.0.0-eksbuild.1";
}

/** The add-on's own associations: made, changed and deleted with it. */
function putAssociations(call: Call, clusterName: string, name: string): void {
  const { account, region, cloud } = call;
  const namespace = NAMESPACES[name] ?? "";
  const owned = { clusterName, ownerArn: `addon/${name}` };
  const wanted = call.inputs.objects("podIdentityAssociations");
  for (const old of neighbours(call, tokens.POD_IDENTITY, owned)) {
    cloud.delete({ type: tokens.POD_IDENTITY, account, region, id: old.id });
  }
  for (const one of wanted) {
    const [serviceAccount, roleArn] = [one.text("serviceAccount"), one.text("roleArn")];
    checkPodRole(call, roleArn);
    const made = newAssociation(call, { clusterName, namespace, serviceAccount, roleArn });
    const state = { ...owned, namespace, serviceAccount, roleArn, ...made, externalId: "" };
    cloud.put({ type: tokens.POD_IDENTITY, id: made.associationId, account, region, state, tags: {} });
  }
}

const CREATE_MODES = ["NONE", "OVERWRITE"];
const UPDATE_MODES = [...CREATE_MODES, "PRESERVE"];

export const addon: Kind = {
  label: "EKS Add-On",
  service: "EKS",
  calls: { create: "CreateAddon", update: "UpdateAddon", delete: "DeleteAddon" },
  documents: ["configurationValues"],
  refusals: (inputs) => [
    ...choiceRefusal(inputs, "resolveConflictsOnCreate", CREATE_MODES),
    ...choiceRefusal(inputs, "resolveConflictsOnUpdate", UPDATE_MODES),
  ],
  create: (call) => {
    const cluster = clusterOf(call);
    const name = call.inputs.text("addonName");
    const namespace = NAMESPACES[name];
    if (namespace === undefined) throw invalid("Addon specified is not supported");
    if (ofCluster(call, tokens.ADDON, cluster.id).some(({ state }) => state["addonName"] === name)) {
      throw inUse("Addon already exists.");
    }
    const addonVersion = checkContent(call, cluster);
    checkConflicts(call, name, cluster);
    checkReplicas(call, name, cluster.id);
    putAssociations(call, cluster.id, name);
    return {
      id: `${cluster.id}:${name}`,
      computed: {
        ...{ arn: arn("eks", call, `addon/${cluster.id}/${name}/${newUuid(call.cloud, "addon")}`) },
        ...{ addonVersion, createdAt: now(), modifiedAt: now(), namespaceConfig: { namespace } },
      },
    };
  },
  update: (call, before) => {
    const cluster = clusterOf(call);
    const addonVersion = checkContent(call, cluster);
    putAssociations(call, cluster.id, textIn(before.state, "addonName"));
    return { addonVersion, modifiedAt: now() };
  },
  delete: (call, { state }) => {
    const { account, region } = call;
    const owned = {
      clusterName: textIn(state, "clusterName"),
      ownerArn: `addon/${textIn(state, "addonName")}`,
    };
    call.cloud.delete({ type: tokens.POD_IDENTITY, account, region, state: owned });
  },
};
