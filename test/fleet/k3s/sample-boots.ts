import type { K3sAgentBoot, K3sServerBoot } from "../../../fleet/k3s/boot.ts";

const COMMON = {
  cluster: "prod",
  version: "v1.35.8+k3s1",
  awsRegion: "eu-central-1",
  registrationAddress: "k3s.lagoon.test",
};

/** What a server is told. */
export const SERVER: K3sServerBoot = {
  ...COMMON,
  secretName: "atoll/prod/k3s-server",
  flags: {
    podCidr: "100.64.0.0/16",
    serviceCidr: "172.20.0.0/16",
    issuer: "https://atoll-lagoon-prod-oidc-111122223333.s3.eu-central-1.amazonaws.com",
    serviceLb: false,
    localStorage: false,
  },
  server: "a",
  bucket: "atoll-k3s",
  snapshots: { schedule: "0 */6 * * *", keep: 28 },
};

/** What an agent is told. */
export const AGENT: K3sAgentBoot = {
  ...COMMON,
  secretName: "atoll/prod/k3s-agent",
  labels: { "atoll/pool": "general" },
  taints: [{ key: "atoll/pool", value: "general", effect: "NoSchedule" }],
  maxPods: 110,
};
