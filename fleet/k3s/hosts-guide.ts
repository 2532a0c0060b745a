import { CLUSTER_ID_COMMAND, setClusterIdCommand } from "../outside-vocabulary.ts";
import { DISCOVERY_PATH, KEYS_PATH } from "../oidc-vocabulary.ts";
import type { HostCluster } from "./host-cluster.ts";

/** Where an API server has the public keys of its tokens. @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery */
const SERVED_KEYS = "/openid/v1/jwks";

/** One step: what it is for, and what is typed. */
interface Step {
  readonly text: readonly string[];
  readonly commands: readonly string[];
}

/** The order of commands by which hosts become a cluster, for those who type them. */
export function hostsGuide(hostCluster: HostCluster): string {
  const { cluster, version, hosts } = hostCluster;
  return [
    `# ${cluster}: K3s ${version} on hosts`,
    "",
    `Written by \`atoll k3s render ${cluster}\`. No file here holds a secret. \`${hosts.registrationAddress}:6443\` must lead`,
    "to all servers. These ports must be open between hosts, and to nobody else but the first to whoever deploys: 6443/tcp to",
    "servers, 2379-2380/tcp among servers, 10250/tcp and 8472/udp among all.",
    "",
    ...steps(hostCluster).flatMap(stepLines),
    "A host that was set up anew joins, the one that founded included: run `kubectl delete node <host>`, then let it join as",
    "above, with the token of a server that lives. Keep a copy of `/var/lib/rancher/k3s/server/token`: without it no snapshot",
    "can be opened.",
    "",
    "A host that is set up keeps its files. To change them, copy `config.yaml` to `/etc/rancher/k3s/` and restart K3s, one",
    "server after another.",
    "",
  ].join("\n");
}

function steps({ cluster, hosts, flags }: HostCluster): readonly Step[] {
  const { machines, registrationAddress } = hosts;
  const named = (role: string): readonly string[] =>
    Object.keys(machines)
      .filter((name) => machines[name]?.role === role)
      .sort();
  const [first = "", ...others] = named("server");
  const ssh = (name: string, command: string): string =>
    `ssh ${machines[name]?.address ?? name} sudo ${command}`;
  const joins = (role: string, names: readonly string[]): readonly string[] =>
    names.map(
      (name) => `${ssh(first, `atoll-k3s token ${role}`)} | ${ssh(name, "atoll-k3s join")} # ${name}`,
    );
  const agents = named("agent");
  const start = [
    "Start each host, of Ubuntu 24.04, with the `cloud-init.yaml` of its folder as user data. It installs K3s",
  ];
  const kubeconfig = [
    `${ssh(first, "cat /etc/rancher/k3s/k3s.yaml")} | sed 's/127.0.0.1/${registrationAddress}/' |`,
    `  pulumi config set --secret atoll:kubeconfig --stack ${cluster}`,
  ];
  return [
    { text: [...start, "and starts nothing."], commands: [] },
    {
      text: [`Found the cluster on ${first}, once in its life. The tokens are made there.`],
      commands: [`${ssh(first, "atoll-k3s found")} # ${first}`],
    },
    { text: ["Let the other servers join, one after another."], commands: joins("server", others) },
    { text: ["Let the agents join."], commands: joins("agent", agents) },
    ...issuerSteps(cluster, flags.issuer, (command) => ssh(first, command)),
    { text: ["Hand the administrator's kubeconfig to the stack, as a secret."], commands: kubeconfig },
    identityStep(cluster, ssh(first, `k3s ${CLUSTER_ID_COMMAND}`)),
  ].filter((step, index) => index === 0 || step.commands.length > 0);
}

/** Nobody else answers on the first server, so whoever answers there is the cluster. */
function identityStep(cluster: string, ask: string): Step {
  return {
    text: ["Say which cluster that is. A preview refuses every other from then on."],
    commands: [setClusterIdCommand(cluster, `"$(${ask})"`)],
  };
}

/** How the documents of an issuer come to its address: of itself a cluster shows them to nobody outside. */
function issuerSteps(
  cluster: string,
  issuer: string | undefined,
  ssh: (command: string) => string,
): readonly Step[] {
  if (issuer === undefined) return [];
  const read = (path: string): string => ssh(`k3s kubectl get --raw ${path}`);
  const compare = (path: string): string => `curl -fsS ${issuer}/${path} | cmp - ${cluster}/${path}`;
  return [
    {
      text: ["Read what the cluster says of its tokens."],
      commands: [
        `mkdir -p ${cluster}/.well-known`,
        `${read(`/${DISCOVERY_PATH}`)} > ${cluster}/${DISCOVERY_PATH}`,
        `${read(SERVED_KEYS)} > ${cluster}/${KEYS_PATH}`,
      ],
    },
    {
      text: [
        `Put both files below \`${issuer}/\`, as they are. AWS`,
        "reads them there, so everybody may; they hold no secret. This says nothing when they are there:",
      ],
      commands: [compare(DISCOVERY_PATH), compare(KEYS_PATH)],
    },
  ];
}

function stepLines({ text, commands }: Step, index: number): readonly string[] {
  const [first = "", ...rest] = text;
  const block = ["", "   ```sh", ...commands.map((line) => `   ${line}`), "   ```"];
  return [
    `${index + 1}. ${first}`,
    ...rest.map((line) => `   ${line}`),
    ...(commands.length === 0 ? [] : block),
    "",
  ];
}
