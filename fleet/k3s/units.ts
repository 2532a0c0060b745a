import { BOOTED_FILE } from "./boot-vocabulary.ts";

/** How long systemd waits before it starts a service again, in seconds. */
const RESTART_SECONDS = { k3s: 5, boot: 15 } as const;

/**
 * Runs K3s. Its pods live on while it restarts, as they do with the unit of its own installer.
 *
 * @see https://github.com/k3s-io/k3s/blob/main/install.sh
 */
export function k3sUnit(role: "server" | "agent"): string {
  return [
    "[Unit]",
    `Description=K3s ${role}`,
    "Documentation=https://docs.k3s.io",
    "Wants=network-online.target",
    "After=network-online.target",
    "",
    "[Service]",
    `Type=${role === "server" ? "notify" : "exec"}`,
    "ExecStartPre=-/sbin/modprobe br_netfilter",
    "ExecStartPre=-/sbin/modprobe overlay",
    `ExecStart=/usr/local/bin/k3s ${role}`,
    "KillMode=process",
    "Delegate=yes",
    "LimitNOFILE=1048576",
    "LimitNPROC=infinity",
    "LimitCORE=infinity",
    "TasksMax=infinity",
    "TimeoutStartSec=0",
    "Restart=always",
    `RestartSec=${RESTART_SECONDS.k3s}`,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

/**
 * Keeps K3s off on a server whose member was taken out of etcd, for which K3s leaves that file: it would join again, and
 * take the majority along when its machine goes.
 *
 * @see https://github.com/k3s-io/k3s/issues/4023
 */
export const REPLACED_FILE = "/etc/systemd/system/k3s.service.d/10-replaced.conf";
export const REPLACED_TEXT = "[Unit]\nConditionPathExists=!/var/lib/rancher/k3s/server/db/etcd/tombstone\n";

/** Sets the machine up, again and again until it succeeds, and never after: cloud-init itself would try only once. */
export function bootUnit(): string {
  return [
    "[Unit]",
    "Description=Makes this machine part of its cluster, once",
    "Wants=network-online.target",
    "After=network-online.target",
    `ConditionPathExists=!${BOOTED_FILE}`,
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=oneshot",
    "ExecStart=/usr/local/sbin/atoll-boot",
    "Restart=on-failure",
    `RestartSec=${RESTART_SECONDS.boot}`,
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

/** Has the kubelet ask our script for credentials of ECR. @see https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/ */
export const CREDENTIAL_PROVIDERS = {
  apiVersion: "kubelet.config.k8s.io/v1",
  kind: "CredentialProviderConfig",
  providers: [
    {
      name: "atoll-ecr",
      matchImages: ["*.dkr.ecr.*.amazonaws.com"],
      defaultCacheDuration: "6h0m0s",
      apiVersion: "credentialprovider.kubelet.k8s.io/v1",
    },
  ],
} as const;
