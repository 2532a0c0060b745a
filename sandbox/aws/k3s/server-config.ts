import { basename } from "node:path";
import ipaddr from "ipaddr.js";
import { AUDIT_LOG, OWN_ISSUER } from "../../../fleet/k3s/boot-vocabulary.ts";
import type { Properties } from "../../provider/properties.ts";
import { FLAG_FOLDER, type GivenControlPlane } from "../cluster-host.ts";
import { textIn } from "../kind.ts";
import { flagValues, type MachineFiles } from "./machine-files.ts";

/**
 * Flags that must be equal on all servers.
 *
 * @see https://docs.k3s.io/cli/server#critical-configuration-values
 */
const CRITICAL = [
  ...["cluster-cidr", "cluster-dns", "cluster-domain", "service-cidr", "secrets-encryption"],
  ...["disable-cloud-controller", "disable-helm-controller", "disable-kube-proxy", "disable-network-policy"],
  ...["egress-selector-mode", "embedded-registry"],
  ...["flannel-backend", "flannel-external-ip", "flannel-ipv6-masq"],
];

/** What of the list of things that are off must be equal, too. */
const SERVICE_LB = "servicelb";

/** What K3s takes where its configuration says nothing. */
const SERVICE_CIDR = "10.43.0.0/16";

export const serviceCidrOf = (config: Properties): string => textIn(config, "service-cidr") || SERVICE_CIDR;

export function criticalFlags(config: Properties): Properties {
  const given = CRITICAL.flatMap((key) => {
    const value = config[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(given), [SERVICE_LB]: !flagValues(config, "disable").includes(SERVICE_LB) };
}

/** Where the API server finds a file of its machine: those that came with the user data, and the log it writes. */
function movedFlag(flag: string, files: MachineFiles["files"]): string {
  const [name = "", ...rest] = flag.split("=");
  const value = rest.join("=");
  if (!files.has(value) && value !== AUDIT_LOG) return flag;
  return `${name}=${FLAG_FOLDER}/${basename(value)}`;
}

const SERVICE_NAMES = ["kubernetes", "kubernetes.default", "kubernetes.default.svc"];

/** Names by which the API server of K3s is known: what its configuration says, and what it always adds. */
function namesOf(config: Properties): readonly string[] {
  const [network, bits] = ipaddr.parseCIDR(serviceCidrOf(config));
  const bytes = network.toByteArray();
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 1;
  const service = ipaddr.fromByteArray(bytes).toString();
  const domain = textIn(config, "cluster-domain") || "cluster.local";
  const own = ["127.0.0.1", "localhost", ...SERVICE_NAMES, `kubernetes.default.svc.${domain}`];
  return [...new Set([...own, ...(bits > 0 ? [service] : []), ...flagValues(config, "tls-san")])];
}

/** The control plane that K3s starts with its configuration and the files of its secret. */
export function controlPlane(
  { config, files }: MachineFiles,
  secretFiles: Readonly<Record<string, string>>,
): GivenControlPlane {
  const flags = flagValues(config, "kube-apiserver-arg");
  const named = new Set(flags.map((flag) => flag.split("=")[1] ?? ""));
  const machine = [...files].filter(([path]) => named.has(path));
  const hasIssuer = flags.some((flag) => flag.startsWith("service-account-issuer="));
  return {
    files: { ...secretFiles, ...Object.fromEntries(machine.map(([path, text]) => [basename(path), text])) },
    names: namesOf(config),
    flags: [
      ...(hasIssuer ? [] : [`service-account-issuer=${OWN_ISSUER}`]),
      ...flags.map((flag) => movedFlag(flag, files)),
    ],
  };
}
