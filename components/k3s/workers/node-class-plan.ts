import { ROOT_DEVICE } from "../../../fleet/k3s/aws-vocabulary.ts";
import { CUSTOM_IMAGE_FAMILY } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { Architecture } from "../../../fleet/nodes/node-pool.ts";
import { type MachineParts, machineSpec } from "../../cluster/karpenter/node-class-plan.ts";

/** What a node class of K3s is made of; `T` is text, or what becomes text once the cloud has answered. */
export interface WorkerClassParts<T> extends MachineParts<T> {
  readonly images: Readonly<Record<Architecture, string>>;
  /** What a machine is told, as text: Karpenter encodes it. */
  readonly userData: T;
  readonly securityGroupId: T;
}

/** How the templates of EC2 name an image by its parameter, which Karpenter names alone. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html#use-an-ssm-parameter-instead-of-an-ami-id */
const BY_PARAMETER = "resolve:ssm:";

/** How machines of K3s are started by Karpenter: of an image that it does not know, told by us how to join. */
export function workerClassSpec<T>(parts: WorkerClassParts<T>): object {
  const start = {
    amiFamily: CUSTOM_IMAGE_FAMILY,
    amiSelectorTerms: [...new Set(Object.values(parts.images))].map(imageTerm),
    securityGroupSelectorTerms: [{ id: parts.securityGroupId }],
    userData: parts.userData,
  };
  return machineSpec(parts, start, ROOT_DEVICE);
}

function imageTerm(image: string): object {
  return image.startsWith(BY_PARAMETER) ? { ssmParameter: image.slice(BY_PARAMETER.length) } : { id: image };
}
