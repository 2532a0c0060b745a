import ipaddr from "ipaddr.js";
import type { K3sDatastoreFlags } from "./boot.ts";
import { AGENT_TOKEN_FILE } from "./boot-vocabulary.ts";
import type { K3sFlag } from "./k3s-flag.ts";

/** Where the address of DNS stands in the range of Services: K3s takes the tenth as well. */
const DNS_PLACE = 10;

/** Address of DNS in a range of Services, of IPv4. */
export function clusterDns(serviceCidr: string): string {
  const [network] = ipaddr.IPv4.parseCIDR(serviceCidr);
  const bytes = network.toByteArray();
  bytes[3] = (bytes[3] ?? 0) + DNS_PLACE;
  return ipaddr.fromByteArray(bytes).toString();
}

/**
 * Flags that must be equal on all servers: one that differs keeps a server from joining, and once etcd holds data K3s
 * ignores some of them. They cannot change on a cluster that lives.
 *
 * @see https://docs.k3s.io/cli/server#critical-configuration-values
 */
export function datastoreFlags({
  podCidr,
  serviceCidr,
  serviceLb,
  localStorage,
}: K3sDatastoreFlags): readonly K3sFlag[] {
  const disable = (value: string, why: string): K3sFlag => ({ key: "disable", value, why });
  return [
    { key: "cluster-cidr", value: podCidr, why: "pods have the range that the lock gave" },
    { key: "service-cidr", value: serviceCidr, why: "Services have the range that the lock gave" },
    { key: "cluster-dns", value: clusterDns(serviceCidr), why: "DNS is the tenth address of that range" },
    { key: "cluster-domain", value: "cluster.local", why: "names inside the cluster are the usual ones" },
    { key: "flannel-backend", value: "vxlan", why: "pods reach each other across zones without routes" },
    { key: "secrets-encryption", value: true, why: "Secrets are encrypted in etcd and in its snapshots" },
    { key: "agent-token-file", value: AGENT_TOKEN_FILE, why: "what agents know makes no server" },
    disable("traefik", "the platform brings its own"),
    disable("metrics-server", "the platform brings its own"),
    ...(serviceLb ? [] : [disable("servicelb", "load balancers are those of the cloud")]),
    ...(localStorage ? [] : [disable("local-storage", "volumes outlive their node")]),
  ];
}
