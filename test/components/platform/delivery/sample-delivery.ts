import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import type { AddOnName } from "../../../../fleet/charts/add-ons.ts";
import type { SsoSettings } from "../../../../fleet/schema/sso.ts";

export const SAMPLE_SSO: SsoSettings = {
  issuer: "https://login.lagoon.cloud/realms/lagoon",
  clientId: "platform",
  admins: ["platform-admins"],
  viewers: ["developers", "support"],
  groupsClaim: "groups",
};

const ADD_ONS: readonly AddOnName[] = [
  "argo-cd",
  "cert-manager",
  "external-secrets",
  "gateway-api",
  "metrics-server",
  "prometheus-operator-crds",
  "traefik",
  "victoria-metrics",
];

/** A cluster with all that Argo CD works with. */
export const WITH_EVERYTHING: Partial<PlatformSettings> = {
  addOns: ADD_ONS,
  sso: SAMPLE_SSO,
  secrets: { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" },
};
