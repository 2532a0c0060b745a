import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { ReplicaKey } from "@pulumi/aws/kms/replicaKey.js";
import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { KEY_DELETION_DAYS } from "../../fleet/vocabulary.ts";
import { createReplication } from "../region/replication.ts";
import type { BootstrapScope } from "./scope.ts";
import type { StateSettings } from "./settings.ts";
import { createStateBucket } from "./state-bucket.ts";

export interface StateStoreArgs extends StateSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
  /** AWS provider for the copy's region. */
  readonly copyProvider: Provider;
}

/**
 * Where the states of all stacks are kept: a bucket, its copy in another AWS region, and one key that exists in both.
 * Without the same key over there, a copy of encrypted states would be lost together with the first region.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export class StateStore extends pulumi.ComponentResource {
  /** ARN of the key in the bucket's region. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:bootstrap:StateStore", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope = { name, parent: this };
    const { oldVersionDays } = args;

    const { key, copyKey } = createKeys(scope, args);
    const from = { awsName: args.awsName, keyArn: key.arn };
    const to = { awsName: args.copyName, keyArn: copyKey.arn };
    const source = createStateBucket(scope, { role: "state", ...from, oldVersionDays });
    const there = { provider: args.copyProvider };
    const copy = createStateBucket(scope, { role: "state-copy", ...to, oldVersionDays }, there);
    createReplication(scope, { role: "state", source, copy, from, to });

    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

function createKeys({ name, parent }: BootstrapScope, { keyAlias, copyProvider }: StateStoreArgs) {
  const [logical, copyLogical] = [`${name}-state-key`, `${name}-state-copy-key`];
  const key = new Key(
    logical,
    {
      description: "States of Pulumi, and the secrets in them",
      multiRegion: true,
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_DAYS,
      tags: resourceTags(logical),
    },
    { parent, protect: true },
  );
  const there = { parent, provider: copyProvider };
  const copyKey = new ReplicaKey(
    copyLogical,
    {
      description: "States of Pulumi, and the secrets in them",
      primaryKeyArn: key.arn,
      deletionWindowInDays: KEY_DELETION_DAYS,
      tags: resourceTags(copyLogical),
    },
    { ...there, protect: true },
  );
  new Alias(`${logical}-alias`, { name: keyAlias, targetKeyId: key.keyId }, { parent });
  new Alias(`${copyLogical}-alias`, { name: keyAlias, targetKeyId: copyKey.keyId }, there);
  return { key, copyKey };
}
