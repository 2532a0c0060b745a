import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Properties, Value } from "../provider/properties.ts";
import { listAt, objectAt, textAt, valueAt } from "./object.ts";

/** A program that prints a credential. */
export interface ExecCredential {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: string;
}

/** How to reach one API server as somebody. */
export interface ClusterAccess {
  readonly server: URL;
  /** Certificate authority, PEM. @default - those of the machine */
  readonly authority?: string;
  readonly insecure: boolean;
  /** Name that the server's certificate is asked for. @default - the one of its address */
  readonly serverName?: string;
  /** Namespace of objects that name none. */
  readonly namespace: string;
  readonly token?: string;
  /** Client certificate and key, PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  readonly exec?: ExecCredential;
}

/** Settings that a kubeconfig of this form may hold and the stand-in cannot follow. */
const NOT_FOLLOWED = ["auth-provider", "proxy-url", "username", "as"];

/**
 * What a kubeconfig says, as text or as the path of a file.
 *
 * @throws Error when it says nothing usable.
 */
export function clusterAccess(kubeconfig: string, context?: string): ClusterAccess {
  const text = /[\n{:]/.test(kubeconfig) ? kubeconfig : readFileSync(kubeconfig, "utf8");
  const config = parse(text) as Value;
  const wanted = context ?? textAt(config, "current-context");
  if (wanted === undefined || wanted === "") throw new Error("the kubeconfig has no current-context");
  const chosen = named(config, "context", wanted);
  const cluster = named(config, "cluster", textAt(chosen, "cluster") ?? "");
  const user = named(config, "user", textAt(chosen, "user") ?? "");
  for (const key of NOT_FOLLOWED) {
    if ((cluster[key] ?? user[key]) !== undefined)
      throw new Error(`the kubeconfig's ${key} is not simulated`);
  }
  const server = textAt(cluster, "server");
  if (server === undefined)
    throw new Error(`the kubeconfig's context ${JSON.stringify(wanted)} names no server`);
  const authority = material(cluster, "certificate-authority");
  const serverName = textAt(cluster, "tls-server-name");
  return {
    server: new URL(server),
    ...(authority !== undefined && { authority }),
    ...(serverName !== undefined && { serverName }),
    insecure: cluster["insecure-skip-tls-verify"] === true,
    namespace: textAt(chosen, "namespace") ?? "default",
    ...credentials(user),
  };
}

function named(config: Value, what: "context" | "cluster" | "user", name: string): Properties {
  const found = listAt(config, `${what}s`).find((one) => one["name"] === name);
  if (found === undefined) throw new Error(`the kubeconfig has no ${what} ${JSON.stringify(name)}`);
  return objectAt(found, what);
}

/** PEM text that stands in the kubeconfig as base64, or in a file that it names. */
function material(part: Properties, key: string): string | undefined {
  const data = textAt(part, `${key}-data`);
  if (data !== undefined) return Buffer.from(data, "base64").toString("utf8");
  const file = textAt(part, key);
  return file === undefined ? undefined : readFileSync(file, "utf8");
}

function credentials(user: Properties): Pick<ClusterAccess, "token" | "certificate" | "exec"> {
  const file = textAt(user, "tokenFile");
  const token = textAt(user, "token") ?? (file === undefined ? undefined : readFileSync(file, "utf8").trim());
  const [cert, key] = [material(user, "client-certificate"), material(user, "client-key")];
  const exec = objectAt(user, "exec");
  const command = textAt(exec, "command");
  return {
    ...(token !== undefined && { token }),
    ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
    ...(command !== undefined && { exec: execCredential(command, exec) }),
  };
}

function execCredential(command: string, exec: Properties): ExecCredential {
  const args = valueAt(exec, "args");
  const env = listAt(exec, "env").map(
    (one) => [textAt(one, "name") ?? "", textAt(one, "value") ?? ""] as const,
  );
  return {
    command,
    args: Array.isArray(args) ? (args as readonly Value[]).map(String) : [],
    env: Object.fromEntries(env),
    apiVersion: textAt(exec, "apiVersion") ?? "client.authentication.k8s.io/v1",
  };
}
