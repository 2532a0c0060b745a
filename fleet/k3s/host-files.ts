import { SYSTEM_NODE_TAINT } from "../eks-vocabulary.ts";
import { agentFlags } from "./agent-user-data.ts";
import { CONFIG_FILE, REGISTRIES_FILE } from "./boot-vocabulary.ts";
import { cloudConfig, type MachineFile } from "./cloud-config.ts";
import type { Host, HostCluster } from "./host-cluster.ts";
import { hostsGuide } from "./hosts-guide.ts";
import type { K3sFlag } from "./k3s-flag.ts";
import { commonEnv, nodeFiles } from "./machine-files.ts";
import { script } from "./machine-scripts.ts";
import { type NodeFacts, nodeFlags } from "./node-flags.ts";
import { serverFlags } from "./server-flags.ts";
import { SERVER_RESERVE } from "./server-user-data.ts";

/** Files of all hosts by path, and how they are used; none of them holds a secret. */
export function hostFiles(cluster: HostCluster): ReadonlyMap<string, string> {
  const hosts = Object.entries(cluster.hosts.machines).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map([
    ["README.md", hostsGuide(cluster)],
    ...hosts.flatMap(([name, host]) => {
      const files = machineFiles(cluster, name, host);
      const commands = [["/usr/local/sbin/atoll-k3s", "install"]];
      const shown = files.filter(({ path }) => path === CONFIG_FILE || path === REGISTRIES_FILE);
      return [
        [`${name}/cloud-init.yaml`, cloudConfig(files, commands)] as const,
        ...shown.map(({ path, content }) => [`${name}/${path.split("/").at(-1) ?? ""}`, content] as const),
      ];
    }),
  ]);
}

function machineFiles(cluster: HostCluster, name: string, host: Host): readonly MachineFile[] {
  const { role } = host;
  const { registrationAddress } = cluster.hosts;
  const env = commonEnv(role, { ...cluster, registrationAddress });
  const flags = [...ownFlags(name, host), ...roleFlags(cluster, host)];
  return [
    ...nodeFiles({ role, env, flags, imageMirror: cluster.imageMirror, longhorn: cluster.longhorn }),
    { path: "/usr/local/sbin/atoll-k3s", content: script("common", "host"), mode: "0755" },
  ];
}

/** What a host has alone: the name of its entry, whatever it calls itself, and the address of its entry. */
function ownFlags(name: string, { address }: Host): readonly K3sFlag[] {
  return [
    { key: "node-name", value: name, why: "a node is called as its host in the inventory" },
    { key: "node-ip", value: address, why: "a host may have several networks" },
  ];
}

function roleFlags(
  { version, region, hosts, flags, snapshots }: HostCluster,
  host: Host,
): readonly K3sFlag[] {
  const { registrationAddress, machines } = hosts;
  const node: NodeFacts = {
    version,
    labels: {
      "topology.kubernetes.io/region": region,
      ...(host.zone === undefined ? {} : { "topology.kubernetes.io/zone": host.zone }),
    },
    taints: [],
  };
  if (host.role === "agent") return agentFlags(registrationAddress, node);
  // Servers that are alone run everything.
  const hasAgents = Object.values(machines).some(({ role }) => role === "agent");
  const taint = { key: SYSTEM_NODE_TAINT, value: "true", effect: "NoSchedule" } as const;
  const server = { ...node, taints: hasAgents ? [taint] : [], reserved: SERVER_RESERVE };
  return [...serverFlags({ flags, snapshots, names: [registrationAddress] }), ...nodeFlags(server)];
}
