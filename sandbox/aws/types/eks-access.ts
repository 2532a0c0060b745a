import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { Inputs, neighbours, textIn, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal, clusterOf, invalid, inUse, now } from "./eks.ts";
import { roleByArn } from "./trust.ts";

const PRINCIPAL = /^arn:aws:iam::(\d{12}):(role|user)\/(.+)$/;

/** Types of an entry; only the first is for people and programs. */
const STANDARD = "STANDARD";
const TYPES = [
  STANDARD,
  "EC2",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "HYPERPOD_LINUX",
];

const POLICY_PREFIX = "arn:aws:eks::aws:cluster-access-policy/";

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const POLICIES = [
  ...["AmazonEKSAdminPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSClusterAdminPolicy"],
  ...["AmazonEKSEditPolicy", "AmazonEKSViewPolicy", "AmazonEKSSecretReaderPolicy"],
  ...["AmazonEKSAutoNodePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy"],
  ...["AmazonEKSNetworkingPolicy", "AmazonEKSComputePolicy", "AmazonEKSHybridPolicy"],
];

function checkMode(cluster: Thing): void {
  const mode = new Inputs(cluster.state).object("accessConfig").text("authenticationMode");
  if (mode !== "CONFIG_MAP") return;
  throw new AwsError(
    "InvalidRequestException",
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  );
}

/**
 * A role of machines, which programs make, must exist in the caller's account. Those of people and of deployments are
 * made elsewhere, so here, unlike in AWS, only their form is looked at.
 */
function checkPrincipal(call: Call, principalArn: string): void {
  const [, account, kind] = PRINCIPAL.exec(principalArn) ?? [];
  const isOurs = call.inputs.text("type") !== STANDARD && kind === "role" && account === call.account;
  const isThere = !isOurs || roleByArn(call, principalArn) !== undefined;
  if (account !== undefined && isThere) return;
  throw invalid("The specified principalArn is invalid: invalid principal.");
}

function checkNames(call: Call): void {
  const system = call.inputs.texts("kubernetesGroups").find((group) => group.startsWith("system:"));
  if (system !== undefined) {
    throw invalid(`The kubernetes group name ${system} is invalid, it cannot start with system:`);
  }
  if (call.inputs.text("userName").startsWith("system:")) {
    throw invalid("The username must not begin with system:");
  }
  const type = call.inputs.text("type");
  if (type !== STANDARD && call.inputs.texts("kubernetesGroups").length > 0) {
    throw invalid(`The kubernetesGroups of an access entry of type ${type} cannot be set`);
  }
}

/** Who a principal is in the cluster; a role's sessions keep their names. */
function userName(call: Call, principalArn: string): string {
  const [, account, kind, name = ""] = PRINCIPAL.exec(principalArn) ?? [];
  if (call.inputs.text("type").startsWith("EC2")) return "system:node:{{EC2PrivateDNSName}}";
  const role = name.slice(name.lastIndexOf("/") + 1);
  return kind === "role"
    ? `arn:aws:sts::${account ?? ""}:assumed-role/${role}/{{SessionName}}`
    : principalArn;
}

export function entryOf(call: Call, clusterName: string, principalArn: string): Thing | undefined {
  return neighbours(call, tokens.ACCESS_ENTRY, { clusterName, principalArn })[0];
}

function entryArn(call: Call, clusterName: string, principalArn: string): string {
  const [, account = "", kind = "", name = ""] = PRINCIPAL.exec(principalArn) ?? [];
  const unique = newUuid(call.cloud, "access-entry");
  return arn("eks", call, `access-entry/${clusterName}/${kind}/${account}/${name}/${unique}`);
}

/** The entry that a node group makes for its role; deleting the group does not take it away, deleting the cluster does. */
export function putNodeEntry(call: Call, clusterName: string, principalArn: string): void {
  if (entryOf(call, clusterName, principalArn) !== undefined) return;
  const { account, region } = call;
  const state = {
    ...{ clusterName, principalArn, type: "EC2_LINUX", kubernetesGroups: ["system:nodes"] },
    ...{ accessEntryArn: entryArn(call, clusterName, principalArn), createdAt: now(), modifiedAt: now() },
    userName: "system:node:{{EC2PrivateDNSName}}",
  };
  const id = `${clusterName}:${principalArn}`;
  call.cloud.put({ type: tokens.ACCESS_ENTRY, id, account, region, state, tags: {} });
}

export const accessEntry: Kind = {
  label: "EKS Access Entry",
  service: "EKS",
  calls: { create: "CreateAccessEntry", update: "UpdateAccessEntry", delete: "DeleteAccessEntry" },
  defaults: { type: STANDARD },
  refusals: (inputs) => choiceRefusal(inputs, "type", TYPES),
  create: (call) => {
    const cluster = clusterOf(call);
    checkMode(cluster);
    const principalArn = call.inputs.text("principalArn");
    checkPrincipal(call, principalArn);
    checkNames(call);
    if (entryOf(call, cluster.id, principalArn) !== undefined) {
      throw inUse("The specified access entry resource is already in use on this cluster.");
    }
    return {
      id: `${cluster.id}:${principalArn}`,
      computed: {
        ...{ accessEntryArn: entryArn(call, cluster.id, principalArn), createdAt: now(), modifiedAt: now() },
        userName: call.inputs.optionalText("userName") ?? userName(call, principalArn),
      },
    };
  },
  update: (call) => {
    checkNames(call);
    return { modifiedAt: now() };
  },
  delete: (call, { state }) => {
    const { account, region } = call;
    const [clusterName, principalArn] = [textIn(state, "clusterName"), textIn(state, "principalArn")];
    call.cloud.delete({ type: tokens.ACCESS_POLICY, account, region, state: { clusterName, principalArn } });
  },
};

function checkAssociation(call: Call): void {
  const policyArn = call.inputs.text("policyArn");
  const name = policyArn.startsWith(POLICY_PREFIX) ? policyArn.slice(POLICY_PREFIX.length) : "";
  if (!POLICIES.includes(name)) throw invalid(`The specified policyArn is invalid: ${policyArn}`);
  const scope = call.inputs.object("accessScope");
  const count = scope.texts("namespaces").length;
  if (scope.text("type") === "namespace" && count === 0) {
    throw invalid("The accessScope of type namespace needs at least one namespace");
  }
  if (scope.text("type") === "cluster" && count > 0) {
    throw invalid("The accessScope of type cluster cannot have namespaces");
  }
}

/** AssociateAccessPolicy overwrites an association of the same policy, so there is no "already exists". */
export const accessPolicy: Kind = {
  label: "EKS Access Policy Association",
  service: "EKS",
  calls: { create: "AssociateAccessPolicy", delete: "DisassociateAccessPolicy" },
  refusals: (inputs) =>
    choiceRefusal(inputs.object("accessScope"), "type", ["cluster", "namespace"], "accessScope.type"),
  create: (call) => {
    const cluster = clusterOf(call);
    checkMode(cluster);
    const [principalArn, policyArn] = [call.inputs.text("principalArn"), call.inputs.text("policyArn")];
    const entry = entryOf(call, cluster.id, principalArn);
    if (entry === undefined) {
      throw new AwsError(
        "ResourceNotFoundException",
        "The specified principalArn could not be found. You can view your available access entries with 'ListAccessEntries'.",
      );
    }
    if (entry.state["type"] !== STANDARD) {
      throw invalid(
        `Access policies cannot be associated with an access entry of type ${textIn(entry.state, "type")}`,
      );
    }
    checkAssociation(call);
    const scope = { namespaces: [], ...call.inputs.object("accessScope").all };
    const times = { associatedAt: now(), modifiedAt: now() };
    return { id: `${cluster.id}#${principalArn}#${policyArn}`, computed: { accessScope: scope, ...times } };
  },
};
