import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { KEY_DELETION_DAYS } from "../../fleet/vocabulary.ts";
import { child, keptChild, type RegionScope } from "./scope.ts";

/** A key with which data is encrypted; `where` tells it from that of the copies, which is in another AWS region. */
export function createDataKey(
  scope: RegionScope,
  where: "data" | "replica",
  options: pulumi.CustomResourceOptions = {},
): Key {
  const logical = `${scope.name}-${where}-key`;
  const key = new Key(
    logical,
    {
      description: `Data of the region ${scope.name}${where === "replica" ? ", copied" : ""}`,
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_DAYS,
      tags: resourceTags(logical),
    },
    keptChild(scope, options),
  );
  new Alias(
    `${logical}-alias`,
    { name: `alias/atoll/${scope.name}/${where}`, targetKeyId: key.keyId },
    child(scope, options),
  );
  return key;
}
