import { isAbsolute, resolve } from "node:path";
import type { KubeconfigCluster, KubeconfigUser } from "./kubeconfig-schema.ts";

/** Where a kubeconfig's paths lead. */
export interface KubeconfigFiles {
  /** Folder that relative paths begin at. */
  readonly folder: string;
  /** Text of a file; undefined when it cannot be read. */
  readonly read: (path: string) => string | undefined;
}

/** A path of a kubeconfig, from the root. */
export const absolute = ({ folder }: KubeconfigFiles, path: string): string =>
  isAbsolute(path) ? path : resolve(folder, path);

/** Certificates of the authority, PEM. @returns undefined when the authorities of the machine hold */
export function authorityOf({ "certificate-authority-data": data }: KubeconfigCluster): string | undefined {
  return data === undefined ? undefined : Buffer.from(data, "base64").toString("utf8");
}

/** The authority is no secret, and says who the cluster is: it comes along. */
export function resolvedCluster(cluster: KubeconfigCluster, files: KubeconfigFiles): KubeconfigCluster {
  const { "certificate-authority": path, ...others } = cluster;
  if (path === undefined || others["certificate-authority-data"] !== undefined) return others;
  const text = files.read(absolute(files, path));
  // What cannot be read is left for the fault that says so.
  if (text === undefined) return cluster;
  return { ...others, "certificate-authority-data": Buffer.from(text).toString("base64") };
}

/** Keys of a user whose values are paths. */
export const USER_FILES = ["client-certificate", "client-key", "tokenFile"] as const;

/** Keys and programs stay where they are. */
export function resolvedUser(user: KubeconfigUser, files: KubeconfigFiles): KubeconfigUser {
  const paths = USER_FILES.flatMap((key): [string, string][] =>
    user[key] === undefined ? [] : [[key, absolute(files, user[key])]],
  );
  const { exec } = user;
  // A command without a slash is one of the machine's own.
  const command = exec?.command.includes("/") === true ? absolute(files, exec.command) : exec?.command;
  return {
    ...user,
    ...Object.fromEntries(paths),
    ...(exec === undefined ? {} : { exec: { ...exec, command: command ?? "" } }),
  };
}
