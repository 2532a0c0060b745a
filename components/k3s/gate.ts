import { Association } from "@pulumi/aws/ssm/association.js";
import type * as pulumi from "@pulumi/pulumi";
import { SCRIPT_DOCUMENT, TARGET_BY_ID } from "../../fleet/k3s/aws-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { GATE_SECONDS, gateScript } from "./gate-plan.ts";
import type { K3sScope } from "./scope.ts";

/** A server that is on its way. */
export interface StartedServer {
  /** Letter of its zone. */
  readonly key: string;
  readonly id: pulumi.Output<string>;
  /** Load balancers that lead to it. */
  readonly attachments: readonly pulumi.Resource[];
}

/**
 * Holds back the next server, and whatever is done inside the cluster, until this server has joined and answers. It is
 * made anew with its server: only one that is new waits, and by waiting it keeps the one that is replaced until then.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/state-manager-about.html
 */
export function createGate({ name, parent }: K3sScope, { key, id, attachments }: StartedServer): Association {
  const logical = `${name}-server-${key}-gate`;
  return new Association(
    logical,
    {
      name: SCRIPT_DOCUMENT,
      associationName: logical,
      targets: [{ key: TARGET_BY_ID, values: [id] }],
      parameters: { commands: gateScript(), executionTimeout: String(GATE_SECONDS) },
      // One that fails fails the update; a server that comes late is asked once more.
      waitForSuccessTimeoutSeconds: GATE_SECONDS,
      tags: resourceTags(logical),
    },
    { parent, dependsOn: [...attachments], replaceOnChanges: ["targets"] },
  );
}
