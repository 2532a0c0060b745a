import type { K3sSettings } from "../../../components/k3s/settings.ts";

/** The cluster `dev` of a fleet with one runner network: three servers in three zones. */
export function sampleK3s(changes: Partial<K3sSettings> = {}): K3sSettings {
  const server = (key: string) => ({ key, availabilityZone: `eu-central-1${key}`, revision: 1 });
  const issuer = "https://atoll-lagoon-dev-oidc-210987654321.s3.eu-central-1.amazonaws.com";
  return {
    accountId: "210987654321",
    awsRegion: "eu-central-1",
    workloadKubernetes: "1.35",
    addOnKubernetes: "1.35",
    serverRelease: "v1.35.8+k3s1",
    agentRelease: "v1.35.8+k3s1",
    flags: {
      podCidr: "100.64.0.0/16",
      serviceCidr: "172.20.0.0/16",
      issuer,
      serviceLb: false,
      localStorage: false,
    },
    servers: ["a", "b", "c"].map(server),
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    serverType: "m7i.large",
    diskGib: 50,
    image: "ami-0a1b2c3d4e5f60718",
    access: { mode: "runner-network", cidrs: ["10.255.0.0/20"] },
    nodeRanges: ["10.0.0.0/22", "10.0.4.0/22", "10.0.8.0/22"],
    tokenRevision: 1,
    snapshots: { schedule: "0 */6 * * *", keep: 28 },
    secretNames: { server: "atoll/dev/k3s-server", agent: "atoll/dev/k3s-agent" },
    stateBucket: "atoll-lagoon-dev-k3s-210987654321",
    issuerBucket: "atoll-lagoon-dev-oidc-210987654321",
    issuer,
    storage: "ebs",
    keyDeletionDays: 7,
    tags: { "atoll:stack": "dev" },
    ...changes,
  };
}
