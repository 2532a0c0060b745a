import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { clusterFolder, writeWhole } from "./folder.ts";

/** Users that a cluster knows by token, each with its groups. Tests impersonate everybody else. */
const USERS = {
  "atoll-deployer": ["system:masters"],
  simulator: ["system:masters"],
  "system:kube-controller-manager": ["system:masters"],
  "system:kube-scheduler": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ClusterUser = keyof typeof USERS;

/** Files by which a cluster and its programs know each other. */
export const certificateFolder = (dir: string, name: string): string =>
  join(clusterFolder(dir, name), "certificates");
export const certificatePath = (dir: string, name: string): string =>
  join(certificateFolder(dir, name), "apiserver.crt");
export const tokensPath = (dir: string, name: string): string => join(clusterFolder(dir, name), "tokens.csv");
export const signingKeyPath = (dir: string, name: string): string =>
  join(clusterFolder(dir, name), "signing.key");
const kubeconfigPath = (dir: string, name: string, user: string): string =>
  join(clusterFolder(dir, name), `${user.replaceAll(":", "-")}.kubeconfig`);

/** Makes the tokens and the key of the service accounts, once in the life of a cluster. */
export function makeCredentials(dir: string, name: string): void {
  const tokens = tokensPath(dir, name);
  if (!existsSync(tokens)) {
    const lines = Object.entries(USERS).map(([user, groups]) => {
      const token = randomBytes(24).toString("hex");
      return `${token},${user},${user}${groups.length === 0 ? "" : `,"${groups.join(",")}"`}\n`;
    });
    writeWhole(tokens, lines.join(""));
  }
  const key = signingKeyPath(dir, name);
  if (!existsSync(key)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeWhole(key, privateKey.export({ type: "pkcs1", format: "pem" }).toString());
  }
}

/** The API server makes its own certificate; what it made before it first answered may be half a pair. */
export function forgetCertificate(dir: string, name: string): void {
  rmSync(certificateFolder(dir, name), { recursive: true, force: true });
}

/** Certificate of the API server and of its authority, as base64 of PEM. */
export function certificateAuthority(dir: string, name: string): string {
  return readFileSync(certificatePath(dir, name)).toString("base64");
}

/** Token of one of a cluster's own users. */
export function clusterToken(dir: string, name: string, user: ClusterUser): string {
  const path = tokensPath(dir, name);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const line = lines.map((one) => one.split(",")).find((parts) => parts[1] === user);
  if (line?.[0] !== undefined) return line[0];
  const expected = "the name of a cluster that runs in this sandbox";
  throw new InputError([
    { file: `cluster ${JSON.stringify(name)}`, path: "", expected, got: "none of that name" },
  ]);
}

/** Writes what a program needs to speak to the API server. @returns path of the file */
export function writeKubeconfig(
  dir: string,
  { name, port, user }: { readonly name: string; readonly port: number; readonly user: ClusterUser },
): string {
  const path = kubeconfigPath(dir, name, user);
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    "certificate-authority-data": certificateAuthority(dir, name),
  };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name: user, user: { token: clusterToken(dir, name, user) } }],
    contexts: [{ name, context: { cluster: name, user } }],
    "current-context": name,
  };
  // JSON is YAML.
  writeWhole(path, `${JSON.stringify(config, undefined, 2)}\n`);
  return path;
}
