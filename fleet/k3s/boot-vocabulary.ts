/** Strings of K3s and of its machines, each with the page that defines it. */

/** Port of the API server and of registration. @see https://docs.k3s.io/installation/requirements#networking */
export const API_PORT = 6443;

/** Our own label: the letter of the zone whose server a node is. `machine/server.sh` finds its predecessor by it. */
export const SERVER_LABEL = "atoll/server";

/** @see https://docs.k3s.io/installation/configuration#configuration-file */
export const CONFIG_FILE = "/etc/rancher/k3s/config.yaml";

/** @see https://docs.k3s.io/installation/private-registry */
export const REGISTRIES_FILE = "/etc/rancher/k3s/registries.yaml";

export const TOKEN_FILE = "/etc/rancher/k3s/token";
export const AGENT_TOKEN_FILE = "/etc/rancher/k3s/agent-token";
export const ADMISSION_FILE = "/etc/rancher/k3s/admission.yaml";
export const AUDIT_FILE = "/etc/rancher/k3s/audit.yaml";
export const AUDIT_LOG = "/var/lib/rancher/k3s/server/logs/audit.log";

/** Values that our scripts read. */
export const BOOT_ENV_FILE = "/etc/atoll/boot.env";

/** Number of the first tokens of a cluster. */
export const FIRST_TOKEN = 1;

/** Script by which a machine that runs gets another token. */
export const TOKEN_SCRIPT = "/usr/local/sbin/atoll-token";

/** Script by which a server joins a tailnet, as `machine/server.sh` calls it. */
export const TAILNET_SCRIPT = "/usr/local/sbin/atoll-tailnet";

/** What is there once a machine has done everything of its first start, as `machine/secret.sh` calls it. */
export const BOOTED_FILE = "/var/lib/atoll/booted";

/** Where K3s publishes its releases. @see https://docs.k3s.io/installation/configuration#configuration-with-binary */
export const RELEASES = "https://github.com/k3s-io/k3s/releases/download";

/** Issuer of tokens where nobody names another, and what else K3s lets tokens be for. @see https://github.com/k3s-io/k3s/blob/main/pkg/daemons/control/server.go */
export const OWN_ISSUER = "https://kubernetes.default.svc.cluster.local";
export const K3S_AUDIENCE = "k3s";

/** In the bucket of a cluster: the object of who founded it, as `machine/server.sh` calls it, and the folder of snapshots. */
export const FOUNDER = "founder";
export const SNAPSHOTS = "snapshots";

/** Longest user data, before it is encoded. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const USER_DATA_BYTES = 16_384;

/**
 * Whether the kubelet may give its node a label: of those of Kubernetes only some, the rest is refused at its start.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export function isKubeletLabel(key: string): boolean {
  const [prefix = ""] = key.includes("/") ? key.split("/") : [];
  if (!/(^|\.)(kubernetes|k8s)\.io$/.test(prefix)) return true;
  return /(^|\.)(kubelet|node)\.kubernetes\.io$/.test(prefix) || prefix === "topology.kubernetes.io";
}
