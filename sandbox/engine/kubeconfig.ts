import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLUSTER_ADMIN_POLICY } from "../aws/cluster-admins.ts";
import { type Cloud, openCloud, type Thing } from "../aws/cloud.ts";
import { datastores } from "../aws/k3s/datastore.ts";
import * as tokens from "../aws/tokens.ts";
import { currentSecret } from "../aws/types/secret-versions.ts";
import { certificateAuthority, clusterToken } from "../clusters/credentials.ts";
import { readRecord } from "../clusters/folder.ts";
import { CLOUD_VARIABLE } from "./environment.ts";
import type { Sandbox } from "./folder.ts";
import { outsideClusters } from "./outside-clusters.ts";

/** How people reach one cluster. */
interface Way {
  readonly name: string;
  readonly cluster: object;
  readonly user: object;
}

/**
 * Writes how people reach the clusters of a sandbox, one context each: those of EKS with tokens from the sandbox's `aws`,
 * those of K3s with their administrator's certificate, and those of somebody else with a token. The current one is the
 * wanted one, where it exists.
 */
export function writeKubeconfig(sandbox: Sandbox, wanted?: string): void {
  const cloud = openCloud(sandbox.cloud);
  try {
    const clusters = [...eksWays(sandbox, cloud), ...k3sWays(cloud), ...outsideWays(sandbox)];
    const current = clusters.find(({ name }) => name === wanted) ?? clusters[0];
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: clusters.map(({ name, cluster }) => ({ name, cluster })),
      users: clusters.map(({ name, user }) => ({ name, user })),
      contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
      ...(current !== undefined && { "current-context": current.name }),
    };
    // JSON is YAML.
    writeFileSync(sandbox.kubeconfig, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  } finally {
    cloud.close();
  }
}

function eksWays(sandbox: Sandbox, cloud: Cloud): readonly Way[] {
  return cloud.list({ type: tokens.CLUSTER }).map((thing) => ({
    name: thing.id,
    cluster: addressOf(thing),
    user: { exec: tokenCommand(sandbox, thing, adminOf(cloud, thing)) },
  }));
}

/** The certificate holds this machine's address as well as the load balancer's name, which kubectl cannot look up. */
function k3sWays(cloud: Cloud): readonly Way[] {
  return datastores(cloud).flatMap((datastore) => {
    const { name, endpoint, secretName } = datastore;
    const value = currentSecret(cloud, datastore, secretName);
    if (endpoint === undefined || value === undefined) return [];
    const { files, admin } = JSON.parse(value) as {
      readonly files: Readonly<Record<string, string>>;
      readonly admin: { readonly certificate: string; readonly key: string };
    };
    const authority = base64(files["server-ca.crt"] ?? "");
    const user = {
      "client-certificate-data": base64(admin.certificate),
      "client-key-data": base64(admin.key),
    };
    return [{ name, cluster: { server: endpoint, "certificate-authority-data": authority }, user }];
  });
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

function outsideWays({ clusters }: Sandbox): readonly Way[] {
  return outsideClusters(clusters).flatMap((name) => {
    const record = readRecord(clusters, name);
    if (record?.started !== true) return [];
    const cluster = {
      server: `https://127.0.0.1:${record.port}`,
      "certificate-authority-data": certificateAuthority(clusters, name),
    };
    return [{ name, cluster, user: { token: clusterToken(clusters, name, "atoll-deployer") } }];
  });
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
