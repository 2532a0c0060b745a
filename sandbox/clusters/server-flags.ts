import { join } from "node:path";
import { certificateFolder, certificatePath, signingKeyPath, tokensPath } from "./credentials.ts";
import { type ClusterRecord, etcdFolder } from "./folder.ts";
import { givenFlags } from "./given.ts";

const LOOPBACK = "127.0.0.1";
const LOOPBACK_IPV6 = "::1";

const isIpv6 = (range: string): boolean => range.includes(":");

/** Addresses of simulated pods, of the family of Services; no packet ever reaches one. */
const POD_RANGE = "10.244.0.0/16";
const POD_RANGE_IPV6 = "fd00:10:244::/64";

/** KWOK renews a node's lease within this time; the controller manager calls a node lost after 50 seconds. */
const NODE_LEASE_SECONDS = 40;

export interface EtcdPorts {
  readonly client: number;
  readonly peer: number;
}

/** Of etcd: data may be lost with the machine's power, never with a process. */
export function etcdFlags(dir: string, { client, peer }: EtcdPorts): readonly string[] {
  const [clientUrl, peerUrl] = [client, peer].map((port) => `http://${LOOPBACK}:${port}`) as [string, string];
  return [
    "--name=sandbox",
    `--data-dir=${join(etcdFolder(dir), "data")}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=sandbox=${peerUrl}`,
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

/** Of the API server: its own certificate, users by token, the admission that a cluster has by default, or what it is given. */
export function apiServerFlags(dir: string, cluster: ClusterRecord, etcdPort: number): readonly string[] {
  const own = ownFlags(dir, cluster, etcdPort);
  const given = givenFlags(dir, cluster);
  const names = new Set(given.map(flagName));
  return [...own.filter((flag) => !names.has(flagName(flag))), ...given];
}

const flagName = (flag: string): string => flag.split("=")[0] ?? flag;

function ownFlags(dir: string, cluster: ClusterRecord, etcdPort: number): readonly string[] {
  const { name } = cluster;
  const signingKey = signingKeyPath(dir, name);
  return [
    `--bind-address=${LOOPBACK}`,
    // Of the Services' family, or the server does not start; nobody reads it.
    `--advertise-address=${isIpv6(cluster.serviceCidr) ? LOOPBACK_IPV6 : LOOPBACK}`,
    // The loopback address is no endpoint that the kubernetes Service could have.
    "--endpoint-reconciler-type=none",
    `--secure-port=${cluster.port}`,
    `--cert-dir=${certificateFolder(dir, name)}`,
    `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
    `--etcd-prefix=${cluster.etcdPrefix}`,
    `--token-auth-file=${tokensPath(dir, name)}`,
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction,PodSecurity",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-signing-key-file=${signingKey}`,
    `--service-account-key-file=${signingKey}`,
    `--service-cluster-ip-range=${cluster.serviceCidr}`,
    "--allow-privileged",
    "--profiling=false",
  ];
}

export function controllerManagerFlags(dir: string, name: string, kubeconfig: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    "--secure-port=0",
    "--leader-elect=false",
    `--service-account-private-key-file=${signingKeyPath(dir, name)}`,
    `--root-ca-file=${certificatePath(dir, name)}`,
    "--profiling=false",
  ];
}

export function schedulerFlags(kubeconfig: string): readonly string[] {
  return [`--kubeconfig=${kubeconfig}`, "--secure-port=0", "--leader-elect=false", "--profiling=false"];
}

/** Of KWOK, which plays the kubelet of every node and whatever the stages say. */
export function kwokFlags(kubeconfig: string, serviceCidr: string): readonly string[] {
  const [address, range] = isIpv6(serviceCidr) ? [LOOPBACK_IPV6, POD_RANGE_IPV6] : [LOOPBACK, POD_RANGE];
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${join(import.meta.dirname, "simulator-stages.yaml")}`,
    "--manage-all-nodes",
    `--node-lease-duration-seconds=${NODE_LEASE_SECONDS}`,
    `--node-ip=${address}`,
    `--cidr=${range}`,
  ];
}
