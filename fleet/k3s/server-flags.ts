import { KEYS_PATH } from "../oidc-vocabulary.ts";
import type { K3sDatastoreFlags, K3sSnapshots } from "./boot.ts";
import {
  ADMISSION_FILE,
  AUDIT_FILE,
  AUDIT_LOG,
  K3S_AUDIENCE,
  OWN_ISSUER,
  SNAPSHOTS,
  TOKEN_FILE,
} from "./boot-vocabulary.ts";
import { datastoreFlags } from "./datastore-flags.ts";
import type { K3sFlag } from "./k3s-flag.ts";

/** Where snapshots outlive their server. */
export interface SnapshotBucket {
  readonly name: string;
  readonly awsRegion: string;
  /** By what the server is known, its successors included. */
  readonly server: string;
}

/** What the flags of a server follow from, but for those of its own node. */
export interface ServerFacts {
  readonly flags: K3sDatastoreFlags;
  readonly snapshots: K3sSnapshots;
  /** Names and addresses by which the API server is called. */
  readonly names: readonly string[];
  /** Where snapshots are copied to. @default - they stay on the servers */
  readonly bucket?: SnapshotBucket;
}

/** Flags of a server. What the hardening guide of K3s asks for and K3s does by itself is not repeated. */
export function serverFlags({ flags, snapshots, names, bucket }: ServerFacts): readonly K3sFlag[] {
  return [
    ...datastoreFlags(flags),
    { key: "token-file", value: TOKEN_FILE, why: "no token stands in a configuration or a process list" },
    { key: "write-kubeconfig-mode", value: "0600", why: "only root is the administrator" },
    ...names.map((value) => ({
      key: "tls-san",
      value,
      why: "the certificate holds the name it is called by",
    })),
    ...snapshotFlags(snapshots, bucket),
    ...apiServerFlags(),
    ...(flags.issuer === undefined ? [] : issuerFlags(flags.issuer)),
    {
      key: "kube-controller-manager-arg",
      value: "terminated-pod-gc-threshold=100",
      why: "pods that have ended do not fill etcd (CIS 1.3.1)",
    },
  ];
}

/** @see https://docs.k3s.io/cli/etcd-snapshot */
function snapshotFlags({ schedule, keep }: K3sSnapshots, bucket: ServerFacts["bucket"]): readonly K3sFlag[] {
  const local: readonly K3sFlag[] = [
    { key: "etcd-snapshot-schedule-cron", value: schedule, why: "etcd is saved as the entry says" },
    { key: "etcd-snapshot-retention", value: keep, why: "as many are kept as the entry says" },
    { key: "etcd-snapshot-compress", value: true, why: "a snapshot is mostly text" },
  ];
  if (bucket === undefined) return local;
  const inBucket = (key: string, value: K3sFlag["value"], why: string): K3sFlag => ({ key, value, why });
  return [
    ...local,
    // K3s counts what begins with this name, whoever wrote it: with one name for all, servers would take each other's places.
    inBucket(
      "etcd-snapshot-name",
      `etcd-snapshot-${bucket.server}`,
      "each server counts its own, and those before it",
    ),
    inBucket("etcd-s3", true, "a snapshot outlives its server; the rights are those of the machine"),
    inBucket("etcd-s3-endpoint", `s3.${bucket.awsRegion}.amazonaws.com`, "the bucket's own region answers"),
    inBucket("etcd-s3-region", bucket.awsRegion, "requests are signed for that region"),
    inBucket("etcd-s3-bucket", bucket.name, "the cluster's own bucket"),
    inBucket("etcd-s3-folder", SNAPSHOTS, "the bucket holds more than snapshots"),
    inBucket("etcd-s3-retention", keep, "as many are kept there as on the servers; K3s would keep five"),
  ];
}

/** @see https://docs.k3s.io/security/hardening-guide */
function apiServerFlags(): readonly K3sFlag[] {
  const flag = (value: string, why: string): K3sFlag => ({ key: "kube-apiserver-arg", value, why });
  return [
    flag("enable-admission-plugins=NodeRestriction,EventRateLimit", "events cannot drown etcd (CIS 1.2.9)"),
    flag(`admission-control-config-file=${ADMISSION_FILE}`, "Pod Security holds where no label says another"),
    flag(`audit-policy-file=${AUDIT_FILE}`, "who did what is written down (CIS 3.2.1)"),
    flag(`audit-log-path=${AUDIT_LOG}`, "on the server's own disk (CIS 1.2.16)"),
    flag("audit-log-maxage=30", "for a month (CIS 1.2.17)"),
    flag("audit-log-maxbackup=10", "in ten files at most (CIS 1.2.18)"),
    flag("audit-log-maxsize=100", "of 100 MB, so that a disk never fills (CIS 1.2.19)"),
    flag("service-account-extend-token-expiration=false", "tokens of pods end when they say they do"),
  ];
}

/** @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection */
function issuerFlags(issuer: string): readonly K3sFlag[] {
  const flag = (value: string, why: string): K3sFlag => ({ key: "kube-apiserver-arg", value, why });
  const audiences = [issuer, OWN_ISSUER, K3S_AUDIENCE].join(",");
  return [
    flag(`service-account-issuer=${issuer}`, "AWS trusts tokens of an issuer that it can read"),
    flag(`service-account-jwks-uri=${issuer}/${KEYS_PATH}`, "and finds its keys there"),
    flag(`api-audiences=${audiences}`, "tokens for the API server may name it in either way"),
  ];
}
