import { AwsError } from "../error.ts";
import { arn } from "../ids.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { clusterOf, invalid, inUse, madeUp } from "./eks.ts";
import { roleByArn, trusts } from "./trust.ts";

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/;

/** A ServiceAccount, and the role that its pods take. */
export interface Association {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
}

/** Refuses a role that EKS Pod Identity could not take. */
export function checkPodRole(call: Call, roleArn: string): void {
  const role = roleByArn(call, roleArn);
  if (role === undefined)
    throw new AwsError("InvalidParameterException", "Role provided in the request does not exist.");
  if (trusts(role, "pods.eks.amazonaws.com", "sts:AssumeRole", "sts:TagSession")) return;
  throw invalid(
    "Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.",
  );
}

/** A new id, where the ServiceAccount has no role yet. */
export function newAssociation(call: Call, { clusterName, namespace, serviceAccount, roleArn }: Association) {
  if (!LABEL.test(namespace)) throw invalid(`The namespace ${namespace} is invalid`);
  if (!SUBDOMAIN.test(serviceAccount)) throw invalid(`The service account ${serviceAccount} is invalid`);
  checkPodRole(call, roleArn);
  const [existing] = neighbours(call, tokens.POD_IDENTITY, { clusterName, namespace, serviceAccount });
  if (existing !== undefined) throw inUse(`Association already exists: ${existing.id}`);
  const associationId = `a-${madeUp(`association/${call.cloud.next("association")}`, 17)}`;
  const associationArn = arn("eks", call, `podidentityassociation/${clusterName}/${associationId}`);
  return { associationId, associationArn };
}

function externalId(call: Call): string {
  if (!call.inputs.has("targetRoleArn")) return "";
  const { region, account } = call;
  const [name, namespace] = [call.inputs.text("clusterName"), call.inputs.text("namespace")];
  return `${region}/${account}/${name}/${namespace}/${call.inputs.text("serviceAccount")}`;
}

export const podIdentity: Kind = {
  label: "EKS Pod Identity Association",
  service: "EKS",
  calls: {
    create: "CreatePodIdentityAssociation",
    update: "UpdatePodIdentityAssociation",
    delete: "DeletePodIdentityAssociation",
  },
  create: (call) => {
    const cluster = clusterOf(call);
    const made = newAssociation(call, {
      clusterName: cluster.id,
      namespace: call.inputs.text("namespace"),
      serviceAccount: call.inputs.text("serviceAccount"),
      roleArn: call.inputs.text("roleArn"),
    });
    return { id: made.associationId, computed: { ...made, externalId: externalId(call) } };
  },
  update: (call) => {
    checkPodRole(call, call.inputs.text("roleArn"));
    return { externalId: externalId(call) };
  },
  importQuery: (id) => {
    const [clusterName = "", associationId = ""] = id.split(",");
    return { state: { clusterName, associationId } };
  },
  importFault: (id) =>
    id.split(",").length === 2
      ? undefined
      : `unexpected format for ID (${id}), expected cluster-name,association-id`,
};
