import { describe, expect, test } from "vitest";
import type { AddOnContext } from "../../../../components/platform/contract.ts";
import { gatewayApi } from "../../../../components/platform/ingress/gateway-api.ts";
import { addOnPolicies } from "../../../../components/platform/plan.ts";
import {
  fillsSecrets,
  secretObjects,
  secretRights,
  type WantedSecret,
} from "../../../../components/platform/secrets/external-secret.ts";
import { HAS_CHART_DATA } from "../chart-data.ts";
import { samplePlatform } from "../sample-platform.ts";
import { addOnContext } from "../add-on-context.ts";
import { definitionFaults } from "../chart-definitions.ts";

const SECRETS = { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" };

const WANTED: readonly WantedSecret[] = [
  { name: "routes", from: "alert-routes" },
  { name: "sso", from: "sso", keys: { clientSecret: "client-secret" }, labels: { "part-of": "argocd" } },
];

const withStores = (): AddOnContext =>
  addOnContext("traefik", { beside: ["external-secrets"], settings: { secrets: SECRETS } });

describe("Secrets that External Secrets fills", () => {
  test("come from a store of their namespace, read by a ServiceAccount of it, before the pods that need them", () => {
    const objects = secretObjects(withStores(), WANTED);
    expect(objects.map(({ role, kind, name }) => `${role} ${kind} ${name}`)).toEqual([
      "secret-reader ServiceAccount secret-reader",
      "secret-store SecretStore platform",
      "secret-routes ExternalSecret routes",
      "secret-sso ExternalSecret sso",
    ]);
    expect(objects.every(({ first, namespaced }) => first === true && namespaced)).toBe(true);
    const [reader, store, routes, sso] = objects;
    expect(reader?.annotations).toEqual({ role: "role of secret-reader" });
    expect(store?.body).toEqual({
      spec: {
        provider: {
          aws: {
            service: "SecretsManager",
            region: "eu-central-1",
            auth: { jwt: { serviceAccountRef: { name: "secret-reader" } } },
          },
        },
      },
    });
    const order = {
      refreshInterval: "1h0m0s",
      secretStoreRef: { kind: "SecretStore", name: "platform" },
    };
    expect(routes?.body).toEqual({
      spec: {
        ...order,
        target: { name: "routes", creationPolicy: "Orphan", deletionPolicy: "Retain" },
        dataFrom: [{ extract: { key: "atoll/lagoon/alert-routes" } }],
      },
    });
    expect(sso?.body).toEqual({
      spec: {
        ...order,
        target: {
          name: "sso",
          creationPolicy: "Orphan",
          deletionPolicy: "Retain",
          template: { metadata: { labels: { "part-of": "argocd" } } },
        },
        data: [
          { secretKey: "clientSecret", remoteRef: { key: "atoll/lagoon/sso", property: "client-secret" } },
        ],
      },
    });
  });

  test("trap: with creationPolicy Owner they go with their orders when the add-on is switched off, from pods that run", () => {
    const orders = secretObjects(withStores(), WANTED).filter(({ kind }) => kind === "ExternalSecret");
    expect(orders).toHaveLength(2);
    for (const { body } of orders)
      expect(body).toMatchObject({
        spec: { target: { creationPolicy: "Orphan", deletionPolicy: "Retain" } },
      });
  });

  test("trap: an order without its Secret counts as done, unless a deployment waits until it is ready", () => {
    const wanted = [
      ...WANTED,
      { name: "sender-edge", from: "central-metrics/edge", mayComeLater: true },
    ] as const;
    const orders = secretObjects(withStores(), wanted).filter(({ kind }) => kind === "ExternalSecret");
    expect(orders.map(({ name, annotations }) => [name, annotations])).toEqual([
      ["routes", { "pulumi.com/waitFor": "condition=Ready" }],
      ["sso", { "pulumi.com/waitFor": "condition=Ready" }],
      ["sender-edge", undefined],
    ]);
  });

  test("are read by exactly their names, with a token that External Secrets shows", () => {
    expect(secretRights(withStores(), WANTED)).toEqual([
      {
        serviceAccount: "secret-reader",
        by: "external-secrets",
        permissions: [
          {
            sid: "ReadSecrets",
            actions: [
              "secretsmanager:DescribeSecret",
              "secretsmanager:GetResourcePolicy",
              "secretsmanager:GetSecretValue",
              "secretsmanager:ListSecretVersionIds",
            ],
            resources: [
              "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/alert-routes-??????",
              "arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/sso-??????",
            ],
          },
        ],
      },
    ]);
  });

  test.each([
    ["nothing is wanted", withStores(), []],
    ["the add-on is off", addOnContext("traefik", { settings: { secrets: SECRETS } }), WANTED],
    ["nobody can read from AWS", addOnContext("traefik", { beside: ["external-secrets"] }), WANTED],
  ] as const)("are made by people, and need neither objects nor rights, where %s", (_, context, wanted) => {
    expect(secretObjects(context, wanted)).toEqual([]);
    expect(secretRights(context, wanted)).toEqual([]);
    expect(fillsSecrets(context)).toBe(context.has("external-secrets") && wanted.length === 0);
  });

  test("open no way to the agent of its node for pods of the namespace: External Secrets acts, not they", () => {
    const settings = samplePlatform({ addOns: ["external-secrets", "gateway-api"], secrets: SECRETS });
    const policies = (by?: "external-secrets") => {
      const [reader] = secretRights(withStores(), WANTED);
      const { permissions = [] } = reader ?? {};
      const rights = () => [{ serviceAccount: "reader", permissions, ...(by && { by }) }];
      const facts = { identity: "pod-identity", ipFamily: "ipv4" } as const;
      return [...addOnPolicies({ ...gatewayApi, rights }, settings, facts).keys()];
    };
    expect(policies("external-secrets")).toEqual(["default-deny"]);
    expect(policies()).toEqual(["default-deny", "allow"]);
  });

  test.skipIf(!HAS_CHART_DATA)("are taken by the API server as they are", () => {
    const objects = secretObjects(withStores(), WANTED).filter(({ apiVersion }) => apiVersion !== "v1");
    expect(objects.flatMap(definitionFaults)).toEqual([]);
    expect(objects).toHaveLength(3);
  });
});
