import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import type * as pulumi from "@pulumi/pulumi";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { ROOT_DEVICE } from "../../../fleet/k3s/aws-vocabulary.ts";
import { NODE_DISK_GIB } from "../../../fleet/nodes/node-facts.ts";
import { resourceTags } from "../../../fleet/tags.ts";
import { textOf } from "../scope.ts";
import { METADATA_OPTIONS } from "../server-template.ts";
import type { K3sNodeHome } from "./node-home.ts";
import { templateDescription, type WorkerNode, workerBoot, workerTags } from "./worker-plan.ts";

/** What workers are told, as text; the address of the servers is all of it that only the cloud knows. */
export function workerUserData(home: K3sNodeHome, node: WorkerNode): pulumi.Output<string> {
  return textOf(home.registrationAddress, (address) => agentUserData(workerBoot(home, address, node)));
}

/** What the machines of one share of a pool have in common, in all zones. */
export interface TemplateArgs {
  /** Component it belongs to. */
  readonly parent: pulumi.Resource;
  /** Name of the share: the pool, and for spot machines a word behind it. */
  readonly share: string;
  /** What its nodes are. */
  readonly node: WorkerNode;
  /** Image: an id, or `resolve:ssm:` and a parameter of AWS. */
  readonly image: string;
}

/** A template of workers: an encrypted disk, and credentials that no pod can fetch. `name` begins its logical name. */
export function createWorkerTemplate(name: string, home: K3sNodeHome, args: TemplateArgs): LaunchTemplate {
  const { parent, share, node, image } = args;
  const logical = `${name}-template-${share}`;
  const tags = workerTags(home, logical, share);
  return new LaunchTemplate(
    logical,
    {
      description: templateDescription(home, node),
      imageId: image,
      metadataOptions: METADATA_OPTIONS,
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: NODE_DISK_GIB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      iamInstanceProfile: { name: home.agentProfile.name },
      vpcSecurityGroupIds: [home.nodeSecurityGroupId],
      userData: workerUserData(home, node).apply((text) => Buffer.from(text).toString("base64")),
      // The group starts the machines, so the provider's tags do not reach them.
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
      tags: resourceTags(logical),
    },
    { parent },
  );
}
