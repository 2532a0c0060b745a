import {
  DELETE_OBJECT_ACTION,
  LIST_BUCKET_ACTION,
  READ_OBJECT_ACTION,
  READ_SECRET_ACTION,
  USE_KEY_ACTIONS,
  WRITE_OBJECT_ACTION,
} from "../../fleet/k3s/aws-vocabulary.ts";
import { FOUNDER, SNAPSHOTS } from "../../fleet/k3s/boot-vocabulary.ts";
import { cacheRepositoriesArn, FILL_CACHE_ACTIONS } from "../../fleet/charts/registries.ts";
import type { Permission } from "../cluster/cluster.ts";
import { bucketArn } from "../region/bucket-plan.ts";
import type { K3sSettings } from "./settings.ts";

type ArnOf = Permission["resources"][number];

/** What exists before a role may use it. */
export interface MachineArns {
  /** Secret of machines of this role. */
  readonly secret: ArnOf;
  /** Key that encrypts it. */
  readonly key: ArnOf;
}

type Caches = Pick<K3sSettings, "accountId" | "awsRegion" | "cachedRegistries">;

/** What every machine does: read its own secret, and fill the copies of images that its region keeps. */
export function agentPermissions(settings: Caches, { secret, key }: MachineArns): readonly Permission[] {
  const { cachedRegistries = [] } = settings;
  const caches = cachedRegistries.map((host) => cacheRepositoriesArn(settings, host));
  return [
    { sid: "ReadOwnSecret", actions: [READ_SECRET_ACTION], resources: [secret] },
    { sid: "UseKey", actions: USE_KEY_ACTIONS, resources: [key] },
    ...(caches.length === 0 ? [] : [{ sid: "FillCaches", actions: FILL_CACHE_ACTIONS, resources: caches }]),
  ];
}

/**
 * What servers do besides: agree on who founds the cluster, and keep its snapshots. A server knows the token of today by
 * its own secret, and so opens the snapshots of today. The tokens of other days, which lie in the bucket, it neither reads
 * nor writes: snapshots from before a rotation stay shut to it.
 */
export function serverPermissions(
  settings: Caches & Pick<K3sSettings, "stateBucket" | "tailscale">,
  arns: MachineArns,
): readonly Permission[] {
  const arn = bucketArn(settings.stateBucket);
  const { tailscale } = settings;
  return [
    ...agentPermissions(settings, arns),
    { sid: "FindBucket", actions: [LIST_BUCKET_ACTION], resources: [arn] },
    {
      sid: "FoundOrJoin",
      actions: [READ_OBJECT_ACTION, WRITE_OBJECT_ACTION],
      resources: [`${arn}/${FOUNDER}`],
    },
    {
      sid: "KeepSnapshots",
      actions: [READ_OBJECT_ACTION, WRITE_OBJECT_ACTION, DELETE_OBJECT_ACTION],
      resources: [`${arn}/${SNAPSHOTS}/*`],
    },
    ...(tailscale === undefined
      ? []
      : [{ sid: "JoinTailnet", actions: [READ_SECRET_ACTION], resources: [tailscale.authKeySecret] }]),
  ];
}
