import { SYSTEM_NODE_TAINT } from "../eks-vocabulary.ts";
import type { K3sServerBoot } from "./boot.ts";
import { SERVER_LABEL } from "./boot-vocabulary.ts";
import { cloudConfig } from "./cloud-config.ts";
import type { K3sFlag } from "./k3s-flag.ts";
import { AWS_COMMANDS, awsFiles, commonEnv, nodeFiles, tailnetFiles } from "./machine-files.ts";
import { nodeFlags } from "./node-flags.ts";
import { serverFlags } from "./server-flags.ts";
import { fittingUserData } from "./user-data-size.ts";

/** What etcd and the API server need beside pods. */
export const SERVER_RESERVE = "cpu=500m,memory=1Gi";

/** Flags of one server in AWS, but for what only the machine itself knows: its name, its provider id and its zone. */
export function awsServerFlags(boot: K3sServerBoot): readonly K3sFlag[] {
  const { flags, snapshots, bucket, awsRegion, server, tailscale } = boot;
  const inTailnet = tailscale === undefined ? [] : [`${boot.cluster}-server-${server}`];
  const names = [boot.registrationAddress, ...inTailnet];
  return [
    ...serverFlags({
      flags,
      snapshots,
      names,
      bucket: { name: bucket, awsRegion, server },
    }),
    ...nodeFlags({
      version: boot.version,
      labels: { [SERVER_LABEL]: server },
      taints: [{ key: SYSTEM_NODE_TAINT, value: "true", effect: "NoSchedule" }],
      reserved: SERVER_RESERVE,
    }),
  ];
}

/**
 * What a server in AWS is told at its first start. All servers are told the same but for their letter; which one founds
 * the cluster they find out by themselves. Nothing of it is a secret.
 */
export function serverUserData(boot: K3sServerBoot): string {
  const env = {
    ...commonEnv("server", boot),
    ATOLL_SERVER: boot.server,
    ATOLL_REGION: boot.awsRegion,
    ATOLL_BUCKET: boot.bucket,
    ATOLL_SECRET: boot.secretName,
    ATOLL_TAILSCALE_SECRET: boot.tailscale?.authKeySecret,
    ATOLL_TAILSCALE_TAGS: boot.tailscale?.tags.join(","),
  };
  const { imageMirror, longhorn } = boot;
  const node = nodeFiles({ role: "server", env, flags: awsServerFlags(boot), imageMirror, longhorn });
  const tailnet = boot.tailscale === undefined ? [] : tailnetFiles();
  return fittingUserData(cloudConfig([...node, ...awsFiles("server"), ...tailnet], AWS_COMMANDS));
}
