import type { HostCluster } from "../../../fleet/k3s/host-cluster.ts";

/** A cluster of two servers and an agent that exist; two are too few for etcd and enough to see who joins whom. */
export const HOSTS: HostCluster = {
  cluster: "attic",
  region: "eu",
  version: "v1.35.8+k3s1",
  hosts: {
    registrationAddress: "k3s.lagoon.test",
    machines: {
      ada: { role: "server", address: "192.168.10.11", zone: "rack-1" },
      bob: { role: "server", address: "192.168.10.12" },
      dan: { role: "agent", address: "192.168.10.14" },
    },
  },
  flags: { podCidr: "10.42.0.0/16", serviceCidr: "172.20.0.0/16", serviceLb: true, localStorage: true },
  snapshots: { schedule: "0 */6 * * *", keep: 28 },
};
