import type { K3sAgentBoot } from "./boot.ts";
import { API_PORT, TOKEN_FILE } from "./boot-vocabulary.ts";
import { cloudConfig } from "./cloud-config.ts";
import type { K3sFlag } from "./k3s-flag.ts";
import { AWS_COMMANDS, awsFiles, commonEnv, nodeFiles } from "./machine-files.ts";
import { type NodeFacts, nodeFlags } from "./node-flags.ts";
import { fittingUserData } from "./user-data-size.ts";

/** Flags of an agent. */
export function agentFlags(registrationAddress: string, node: NodeFacts): readonly K3sFlag[] {
  return [
    {
      key: "server",
      value: `https://${registrationAddress}:${API_PORT}`,
      why: "leads to whichever server is there",
    },
    { key: "token-file", value: TOKEN_FILE, why: "no token stands in a configuration or a process list" },
    ...nodeFlags(node),
  ];
}

/** What an agent in AWS is told at its first start. Nothing of it is a secret. */
export function agentUserData(boot: K3sAgentBoot): string {
  const env = {
    ...commonEnv("agent", boot),
    ATOLL_REGION: boot.awsRegion,
    ATOLL_SECRET: boot.secretName,
  };
  const flags = agentFlags(boot.registrationAddress, boot);
  const { imageMirror, longhorn } = boot;
  const node = nodeFiles({ role: "agent", env, flags, imageMirror, longhorn });
  return fittingUserData(cloudConfig([...node, ...awsFiles("agent")], AWS_COMMANDS));
}
