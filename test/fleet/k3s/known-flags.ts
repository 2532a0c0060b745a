/**
 * Flags that `k3s agent` takes, as far as documented; servers take them as well.
 *
 * @see https://docs.k3s.io/cli/agent
 */
export const AGENT_FLAGS = `
  config debug v vmodule log alsologtostderr token token-file server data-dir node-name with-node-id node-label node-taint
  image-credential-provider-bin-dir image-credential-provider-config selinux lb-server-port protect-kernel-defaults
  container-runtime-endpoint default-runtime image-service-endpoint pause-image snapshotter private-registry
  disable-default-registry-endpoint nonroot-devices node-ip bind-address node-external-ip node-internal-dns
  node-external-dns resolv-conf flannel-iface flannel-conf flannel-cni-conf kubelet-arg kube-proxy-arg enable-pprof rootless
  prefer-bundled-bin docker vpn-auth vpn-auth-file disable-apiserver-lb`
  .trim()
  .split(/\s+/);

/**
 * Flags that `k3s server` takes, as far as documented.
 *
 * @see https://docs.k3s.io/cli/server and https://docs.k3s.io/cli/etcd-snapshot for `etcd-s3-retention`
 */
export const SERVER_FLAGS = [
  ...AGENT_FLAGS,
  ...`
  https-listen-port advertise-address advertise-port tls-san tls-san-security cluster-cidr service-cidr
  service-node-port-range cluster-dns cluster-domain flannel-backend flannel-ipv6-masq flannel-external-ip
  egress-selector-mode servicelb-namespace write-kubeconfig write-kubeconfig-mode write-kubeconfig-group helm-job-image
  agent-token agent-token-file cluster-init cluster-reset cluster-reset-restore-path kube-apiserver-arg etcd-arg
  kube-controller-manager-arg kube-scheduler-arg kube-cloud-controller-manager-arg datastore-endpoint datastore-cafile
  datastore-certfile datastore-keyfile etcd-expose-metrics etcd-disable-snapshots etcd-snapshot-name
  etcd-snapshot-schedule-cron etcd-snapshot-retention etcd-snapshot-dir etcd-snapshot-compress etcd-s3 etcd-s3-endpoint
  etcd-s3-endpoint-ca etcd-s3-skip-ssl-verify etcd-s3-access-key etcd-s3-secret-key etcd-s3-bucket etcd-s3-region
  etcd-s3-folder etcd-s3-proxy etcd-s3-config-secret etcd-s3-insecure etcd-s3-timeout etcd-s3-retention
  default-local-storage-path disable disable-scheduler disable-cloud-controller disable-kube-proxy disable-network-policy
  disable-helm-controller embedded-registry supervisor-metrics system-default-registry secrets-encryption
  secrets-encryption-provider`
    .trim()
    .split(/\s+/),
];

/** Flags that must be equal on all servers. @see https://docs.k3s.io/cli/server#critical-configuration-values */
export const CRITICAL_FLAGS = [
  "agent-token",
  "agent-token-file",
  "cluster-cidr",
  "cluster-dns",
  "cluster-domain",
  "disable-cloud-controller",
  "disable-helm-controller",
  "disable-network-policy",
  "disable",
  "egress-selector-mode",
  "embedded-registry",
  "flannel-backend",
  "flannel-external-ip",
  "flannel-ipv6-masq",
  "secrets-encryption",
  "secrets-encryption-provider",
  "service-cidr",
];
