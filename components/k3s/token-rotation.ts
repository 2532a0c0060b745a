import { Association } from "@pulumi/aws/ssm/association.js";
import type * as pulumi from "@pulumi/pulumi";
import { FIRST_TOKEN } from "../../fleet/k3s/boot-vocabulary.ts";
import { SCRIPT_DOCUMENT, TARGET_BY_ID, targetByTag } from "../../fleet/k3s/aws-vocabulary.ts";
import { CLUSTER_TAG, resourceTags } from "../../fleet/tags.ts";
import type { K3sScope } from "./scope.ts";
import { ROTATION_SECONDS, rotationScript, rotationSeconds } from "./token-rotation-plan.ts";

/**
 * Gives machines that run the tokens of a new revision: servers one after another, each answering again before the next,
 * and workers after all of them. Systems Manager waits for servers only when it makes an association, so each revision
 * has a new one.
 *
 * @see https://docs.k3s.io/cli/token#k3s-token-rotate
 */
export function createTokenRotation(
  scope: K3sScope,
  servers: readonly pulumi.Output<string>[],
  dependsOn: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { name, parent, settings } = scope;
  const { tokenRevision } = settings;
  // Machines are born with the first one.
  if (tokenRevision === FIRST_TOKEN) return [];
  const rotation = `${name}-server-token-rotation`;
  const rotated = new Association(
    rotation,
    {
      name: SCRIPT_DOCUMENT,
      associationName: rotation,
      targets: [{ key: TARGET_BY_ID, values: [...servers] }],
      parameters: parameters("server", tokenRevision),
      maxConcurrency: "1",
      maxErrors: "0",
      waitForSuccessTimeoutSeconds: rotationSeconds(servers.length),
      tags: resourceTags(rotation),
    },
    { parent, dependsOn: [...dependsOn], replaceOnChanges: ["parameters", "targets"] },
  );
  const workers = `${name}-agent-token-rotation`;
  const followed = new Association(
    workers,
    {
      name: SCRIPT_DOCUMENT,
      associationName: workers,
      targets: [{ key: targetByTag(CLUSTER_TAG), values: [name] }],
      parameters: parameters("agent", tokenRevision),
      // Nobody waits: there may be no worker at all, and each only writes a file for its next start.
      tags: resourceTags(workers),
    },
    { parent, dependsOn: [rotated] },
  );
  return [rotated, followed];
}

function parameters(role: "server" | "agent", tokenRevision: number): Readonly<Record<string, string>> {
  return { commands: rotationScript(role, tokenRevision), executionTimeout: String(ROTATION_SECONDS) };
}
