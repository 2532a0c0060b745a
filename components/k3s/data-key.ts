import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { resourceTags } from "../../fleet/tags.ts";
import { DEFAULT_PROTECT } from "./settings.ts";
import type { K3sScope } from "./scope.ts";

/** The key that encrypts a cluster's secrets and snapshots, so that who may read them can be watched and taken away. */
export function createDataKey({ name, parent, settings }: K3sScope): Key {
  const logical = `${name}-data-key`;
  const key = new Key(
    logical,
    {
      description: `Secrets and snapshots of the cluster ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: settings.keyDeletionDays,
      tags: resourceTags(logical),
    },
    { parent, protect: settings.protect ?? DEFAULT_PROTECT },
  );
  new Alias(`${logical}-alias`, { name: `alias/atoll/${name}/data`, targetKeyId: key.keyId }, { parent });
  return key;
}
