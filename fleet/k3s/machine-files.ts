import { stringify } from "yaml";
import type { K3sBoot } from "./boot.ts";
import {
  ADMISSION_FILE,
  AUDIT_FILE,
  BOOT_ENV_FILE,
  CONFIG_FILE,
  REGISTRIES_FILE,
  RELEASES,
  TAILNET_SCRIPT,
  TOKEN_SCRIPT,
} from "./boot-vocabulary.ts";
import { envText, type MachineFile } from "./cloud-config.ts";
import { configText, type K3sFlag } from "./k3s-flag.ts";
import { LONGHORN_PACKAGES, longhornFiles } from "./longhorn-files.ts";
import {
  bootScript,
  LIBRARY_FILE,
  machineLibrary,
  scriptPart,
  tailnetScript,
  tokenScript,
} from "./machine-scripts.ts";
import { registriesText } from "./registries-file.ts";
import { admissionText, auditText, SYSCTL_TEXT } from "./security-files.ts";
import { bootUnit, CREDENTIAL_PROVIDERS, k3sUnit, REPLACED_FILE, REPLACED_TEXT } from "./units.ts";

type Role = "server" | "agent";

/** Values that the scripts of every machine read. */
export function commonEnv(
  role: Role,
  boot: Pick<K3sBoot, "cluster" | "version" | "registrationAddress" | "releaseMirror" | "longhorn">,
): Readonly<Record<string, string | undefined>> {
  return {
    ATOLL_CLUSTER: boot.cluster,
    ATOLL_ROLE: role,
    ATOLL_REGISTRATION: boot.registrationAddress,
    ATOLL_K3S_VERSION: boot.version,
    ATOLL_RELEASES: boot.releaseMirror ?? RELEASES,
    ATOLL_PACKAGES: boot.longhorn === true ? LONGHORN_PACKAGES.join(" ") : undefined,
  };
}

export interface NodeFiles {
  readonly role: Role;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: readonly K3sFlag[];
  /** @default - images come from their own registries */
  readonly imageMirror?: string | undefined;
  /** @default false */
  readonly longhorn?: boolean | undefined;
}

/** Files of every machine, wherever it stands. */
export function nodeFiles({ role, env, flags, imageMirror, longhorn }: NodeFiles): readonly MachineFile[] {
  const unit = role === "server" ? "k3s" : "k3s-agent";
  return [
    { path: BOOT_ENV_FILE, content: envText(env) },
    { path: CONFIG_FILE, content: configText(flags) },
    ...(imageMirror === undefined
      ? []
      : [{ path: REGISTRIES_FILE, content: registriesText(imageMirror), packed: true }]),
    ...(role === "server"
      ? [
          { path: ADMISSION_FILE, content: admissionText(), packed: true },
          { path: AUDIT_FILE, content: auditText(), packed: true },
        ]
      : []),
    ...(longhorn === true ? longhornFiles() : []),
    { path: "/etc/sysctl.d/90-kubelet.conf", content: SYSCTL_TEXT, mode: "0644" },
    { path: `/etc/systemd/system/${unit}.service`, content: k3sUnit(role), mode: "0644" },
  ];
}

/** Lines that only people read: `atoll k3s render` shows them, and user data has no room. */
const COMMENTS = /^ *# .*\n/gm;

/** A script on a machine in AWS. */
const packed = (path: string, text: string, mode: "0644" | "0755" = "0755"): MachineFile => ({
  path,
  content: text.replaceAll(COMMENTS, ""),
  mode,
  packed: true,
});

/** What a machine in AWS has beside: a script that makes it part of its cluster, and credentials for ECR. */
export function awsFiles(role: Role): readonly MachineFile[] {
  const providers = "/var/lib/rancher/credentialprovider";
  return [
    packed("/usr/local/lib/atoll/aws.sh", scriptPart("aws"), "0644"),
    packed(LIBRARY_FILE, machineLibrary(), "0644"),
    packed("/usr/local/sbin/atoll-boot", bootScript(role)),
    packed(TOKEN_SCRIPT, tokenScript()),
    packed(`${providers}/bin/atoll-ecr`, scriptPart("ecr-credentials")),
    { path: "/etc/systemd/system/atoll-boot.service", content: bootUnit(), mode: "0644" },
    ...(role === "server" ? [{ path: REPLACED_FILE, content: REPLACED_TEXT, mode: "0644" } as const] : []),
    { path: `${providers}/config.yaml`, content: stringify(CREDENTIAL_PROVIDERS), mode: "0644" },
  ];
}

/** What a server in AWS has that is in a tailnet. */
export function tailnetFiles(): readonly MachineFile[] {
  return [packed(TAILNET_SCRIPT, tailnetScript())];
}

/** Starts that script, and doesn't wait for it. */
export const AWS_COMMANDS = [["systemctl", "enable", "--now", "--no-block", "atoll-boot.service"]] as const;
