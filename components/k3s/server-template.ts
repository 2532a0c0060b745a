import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { ROOT_DEVICE } from "../../fleet/k3s/aws-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { K3sScope } from "./scope.ts";

/** Credentials that no pod can fetch: a token is needed, and its answer dies after one hop. */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
} as const;

/**
 * What all servers have in common. Only a template takes an image by its parameter: of a single machine the provider
 * would ask EC2 for an image of that name.
 */
export function createServerTemplate({ name, parent, settings }: K3sScope): LaunchTemplate {
  const logical = `${name}-server-template`;
  return new LaunchTemplate(
    logical,
    {
      imageId: settings.image,
      metadataOptions: METADATA_OPTIONS,
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: settings.diskGib,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // EC2 makes the disks, so the provider's tags do not reach them.
      tagSpecifications: [
        {
          resourceType: "volume",
          tags: { ...settings.tags, ...resourceTags(logical, { Name: `${name}-server` }) },
        },
      ],
      updateDefaultVersion: true,
      tags: resourceTags(logical),
    },
    { parent },
  );
}
