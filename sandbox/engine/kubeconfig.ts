import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLUSTER_ADMIN_POLICY } from "../aws/cluster-admins.ts";
import { type Cloud, openCloud, type Thing } from "../aws/cloud.ts";
import * as tokens from "../aws/tokens.ts";
import { CLOUD_VARIABLE } from "./environment.ts";
import type { Sandbox } from "./folder.ts";

/**
 * Writes how people reach the clusters of a sandbox: one context each, whose tokens come from the sandbox's `aws`. The
 * current one is the wanted one, where it exists.
 */
export function writeKubeconfig(sandbox: Sandbox, wanted?: string): void {
  const cloud = openCloud(sandbox.cloud);
  try {
    const clusters = cloud.list({ type: tokens.CLUSTER });
    const current = clusters.find(({ id }) => id === wanted) ?? clusters[0];
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: clusters.map((thing) => ({ name: thing.id, cluster: addressOf(thing) })),
      users: clusters.map((thing) => ({
        name: thing.id,
        user: { exec: tokenCommand(sandbox, thing, adminOf(cloud, thing)) },
      })),
      contexts: clusters.map(({ id }) => ({ name: id, context: { cluster: id, user: id } })),
      ...(current !== undefined && { "current-context": current.id }),
    };
    // JSON is YAML.
    writeFileSync(sandbox.kubeconfig, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  } finally {
    cloud.close();
  }
}

function addressOf({ state }: Thing): object {
  const authority = state["certificateAuthority"] as { readonly data?: string } | undefined;
  return { server: state["endpoint"], "certificate-authority-data": authority?.data };
}

/** A role that may do everything in the cluster, as whoever made the cluster gave it. */
function adminOf(cloud: Cloud, { id, account, region }: Thing): string | undefined {
  const state = { clusterName: id, policyArn: CLUSTER_ADMIN_POLICY };
  const principal = cloud.find({ type: tokens.ACCESS_POLICY, account, region, state })?.state["principalArn"];
  return typeof principal === "string" ? principal : undefined;
}

function tokenCommand(sandbox: Sandbox, { id, region }: Thing, roleArn: string | undefined): object {
  const role = roleArn === undefined ? [] : ["--role-arn", roleArn];
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: join(sandbox.bin, "aws"),
    args: ["eks", "get-token", "--cluster-name", id, "--region", region, ...role, "--output", "json"],
    env: [{ name: CLOUD_VARIABLE, value: sandbox.cloud }],
    interactiveMode: "Never",
  };
}
