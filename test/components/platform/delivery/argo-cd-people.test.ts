import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { addOnContext } from "../add-on-context.ts";
import { SAMPLE_SSO, WITH_EVERYTHING } from "./sample-delivery.ts";

const valuesOf = (changes: Partial<PlatformSettings> = {}) =>
  ADD_ONS["argo-cd"].values(addOnContext("argo-cd", { settings: changes }));

describe("people", () => {
  const configs = (changes: Partial<PlatformSettings>) =>
    (valuesOf(changes) as { configs: Record<string, Record<string, unknown>> }).configs;

  test("sign in by the provider and never as admin, with a secret that no value holds", () => {
    const { cm, rbac } = configs(WITH_EVERYTHING);
    expect(cm?.["admin.enabled"]).toBe(false);
    expect(parse(String(cm?.["oidc.config"]))).toEqual({
      name: "SSO",
      issuer: SAMPLE_SSO.issuer,
      clientID: "platform",
      clientSecret: "$argocd-sso:clientSecret",
      requestedScopes: ["openid", "profile", "email", "groups"],
    });
    expect(rbac).toEqual({
      "policy.default": "",
      "policy.csv": "g, platform-admins, role:admin\ng, developers, role:readonly\ng, support, role:readonly",
      scopes: "[groups]",
    });
  });

  test("without a provider have the admin, whom no name leads to from outside", () => {
    const { sso: _, ...rest } = WITH_EVERYTHING;
    expect(configs(rest)["cm"]?.["admin.enabled"]).toBe(true);
    expect(configs(rest)["params"]).toMatchObject({ "server.insecure": false });
    expect(valuesOf(rest)).not.toHaveProperty("server.httproute");
  });

  test("reach it by a name of the cluster where Traefik ends TLS for it", () => {
    expect(valuesOf(WITH_EVERYTHING)).toMatchObject({
      configs: { params: { "server.insecure": true } },
      server: {
        httproute: {
          enabled: true,
          hostnames: ["argocd.dev.eu-central.infra.lagoon.cloud"],
          parentRefs: [{ name: "platform", namespace: "traefik", sectionName: "https" }],
        },
      },
    });
  });
});

test("a failed deployment goes the ways of all alerts, and where there is no Alertmanager nobody is told", () => {
  const { notifications } = valuesOf(WITH_EVERYTHING) as {
    notifications: Record<"notifiers" | "templates", Record<string, string>>;
  };
  expect(notifications).toMatchObject({
    enabled: true,
    secret: { create: true },
    subscriptions: [{ recipients: ["alertmanager"], triggers: ["on-deployment-failed"] }],
  });
  expect(parse(notifications.notifiers["service.alertmanager"] ?? "")).toEqual({
    targets: ["vmalertmanager-platform.monitoring.svc:9093"],
  });
  const told = parse(notifications.templates["template.deployment-failed"] ?? "") as object;
  expect(told).toMatchObject({
    alertmanager: {
      labels: {
        alertname: "DeploymentFailed",
        severity: "warning",
        cluster: "dev",
        tenant:
          '{{ with .app.spec.destination.namespace }}{{ if contains "--" . }}{{ first (splitList "--" .) }}{{ end }}{{ end }}',
      },
      annotations: {
        runbook_url: "https://github.com/lagoon/fleet/blob/main/docs/runbooks/application-out-of-sync.md",
      },
    },
  });
  expect(valuesOf()).toMatchObject({ notifications: { enabled: false } });
});
