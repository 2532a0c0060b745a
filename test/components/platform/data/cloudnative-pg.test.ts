import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { cloudnativePg } from "../../../../components/platform/data/cloudnative-pg.ts";
import { approvedSigners } from "../../../../components/platform/ingress/issuers.ts";
import { mergedValues } from "../../../../components/platform/values.ts";
import type { Values } from "../../../../components/platform/contract.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { defaultValues, HAS_CHART_DATA, valuesSchema } from "../chart-data.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";
import { definitionFaults } from "../chart-definitions.ts";

const context = (changes: ContextChanges = {}) => addOnContext("cloudnative-pg", changes);
const plugin = (changes: ContextChanges = {}) =>
  cloudnativePg.otherValues?.("plugin-barman-cloud", context(changes)) ?? {};

describe("CloudNativePG", () => {
  test("trap: the plugin must live in the operator's namespace, after it and after cert-manager", () => {
    const { companions, namespace, requires } = cloudnativePg.contract;
    expect({ companions, namespace, requires }).toEqual({
      companions: ["plugin-barman-cloud"],
      namespace: "cnpg-system",
      requires: ["cert-manager"],
    });
  });

  test("trap: the operator's own way into a bucket goes away with 1.31: nothing here names it", () => {
    const said = JSON.stringify([cloudnativePg.values(context()), cloudnativePg.objects?.(context())]);
    expect(said).not.toMatch(/barmanObjectStore/i);
    expect(cloudnativePg.contract.companions).toEqual(["plugin-barman-cloud"]);
  });

  test("trap: its dashboard is a chart from elsewhere inside the chart: it is left out", () => {
    expect(cloudnativePg.values(context())).toMatchObject({
      monitoring: { grafanaDashboard: { create: false } },
    });
  });

  test("trap: its chart takes no annotations of its account, so the operator has no rights in the cloud", () => {
    expect(cloudnativePg).not.toHaveProperty("rights");
    expect(cloudnativePg.values(context())).not.toHaveProperty("serviceAccount");
  });

  test("trap: the plugin's certificates come from an issuer of its chart, which cert-manager approves where the add-on is on", () => {
    const signer = "issuers.cert-manager.io/cnpg-system.plugin-barman-cloud-selfsigned-issuer";
    expect(approvedSigners((name) => name === "cloudnative-pg")).toContain(signer);
    expect(approvedSigners(() => false)).not.toContain(signer);
    expect(CHARTS["plugin-barman-cloud"].chart).toBe("plugin-barman-cloud");
  });

  const declared = (changes: ContextChanges) => {
    const settings = { tenants: ["acme"], ...changes.settings };
    const objects = cloudnativePg.objects?.(context({ ...changes, settings })) ?? [];
    return new Map(objects.map((one) => [one.kind, one]));
  };

  test("trap: no chart of them has a disruption budget, so one is declared for both where there are two pods", () => {
    expect(declared({ settings: { replicas: 1 } }).has("PodDisruptionBudget")).toBe(false);
    expect(declared({ settings: { replicas: 3 } }).get("PodDisruptionBudget")).toMatchObject({
      apiVersion: "policy/v1",
      namespaced: true,
      body: {
        spec: {
          maxUnavailable: 1,
          selector: {
            matchExpressions: [
              {
                key: "app.kubernetes.io/name",
                operator: "In",
                values: ["cloudnative-pg", "plugin-barman-cloud"],
              },
            ],
          },
        },
      },
    });
  });

  test("each major version has one image for all databases, which moves with the mirror, and is of the same system", () => {
    const settings = { imageMirror: "registry.lagoon.cloud/mirror" };
    const { body } = declared({ settings }).get("ClusterImageCatalog") ?? {};
    const image = (tag: string) =>
      `registry.lagoon.cloud/mirror/ghcr.io/cloudnative-pg/postgresql:${tag}-system-trixie`;
    expect(body).toEqual({
      spec: {
        images: [
          { major: 16, image: image("16.14") },
          { major: 17, image: image("17.10") },
          { major: 18, image: image("18.4") },
        ],
      },
    });
  });

  test("what databases share is there with the first tenant", () => {
    const settings = { tenants: [] };
    const kinds = [...declared({ settings, beside: ["prometheus-operator-crds"] }).keys()];
    expect(kinds).not.toContain("ClusterImageCatalog");
    expect(kinds).not.toContain("PodMonitor");
  });

  test("one monitor finds the pods of all databases, where the kind is", () => {
    expect(declared({}).has("PodMonitor")).toBe(false);
    const { body } = declared({ beside: ["prometheus-operator-crds"] }).get("PodMonitor") ?? {};
    expect(body).toMatchObject({
      spec: {
        namespaceSelector: { any: true },
        selector: {
          matchExpressions: [{ key: "cnpg.io/podRole", operator: "In", values: ["instance", "pooler"] }],
        },
        podMetricsEndpoints: [{ port: "metrics" }],
      },
    });
  });

  test("an upgrade of the operator restarts databases one after the other, and their managers in place", () => {
    const { config } = cloudnativePg.values(context({ own: { instanceRolloutSeconds: 0 } }));
    expect(config).toEqual({
      clusterWide: true,
      data: {
        CLUSTERS_ROLLOUT_DELAY: "60",
        INSTANCES_ROLLOUT_DELAY: "0",
        ENABLE_INSTANCE_MANAGER_INPLACE_UPDATES: "true",
        POSTGRES_IMAGE_NAME: "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie",
        PGBOUNCER_IMAGE_NAME: "ghcr.io/cloudnative-pg/pgbouncer:1.25.1",
      },
    });
  });

  test("images that the operator starts move with the mirror, too", () => {
    const settings = { imageMirror: "registry.lagoon.cloud/mirror" };
    const texts = [cloudnativePg.values(context({ settings })), plugin({ settings })].map((one) =>
      JSON.stringify(one),
    );
    for (const text of texts)
      expect(text.replaceAll("registry.lagoon.cloud/mirror/ghcr.io", "")).not.toContain("ghcr.io");
    expect(texts[0]).toContain(
      "registry.lagoon.cloud/mirror/ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie",
    );
    expect(plugin({ settings })).toMatchObject({
      image: { registry: "registry.lagoon.cloud/mirror/ghcr.io" },
      sidecarImage: {
        registry: "registry.lagoon.cloud/mirror/ghcr.io",
        repository: "cloudnative-pg/plugin-barman-cloud-sidecar",
      },
    });
  });

  test("trap: webhooks fail closed: databases wait until one is answered", () => {
    expect(cloudnativePg.contract.webhook?.configuration).toBe("cnpg-validating-webhook-configuration");
  });

  describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
    test("what asks the webhook whether it works is a database that it takes", () => {
      expect(definitionFaults(cloudnativePg.contract.webhook!.probe)).toEqual([]);
    });

    test("every object is one that the API server takes", () => {
      const kinds = [...declared({ beside: ["prometheus-operator-crds"] }).values()].filter(
        ({ apiVersion }) => apiVersion !== "policy/v1",
      );
      expect(kinds.map((one) => [one.kind, definitionFaults(one)])).toEqual([
        ["ClusterImageCatalog", []],
        ["PodMonitor", []],
      ]);
    });

    test("the plugin's chart knows every value", () => {
      const schema = valuesSchema("plugin-barman-cloud") ?? {};
      const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema);
      validate(mergedValues(defaultValues("plugin-barman-cloud") as Values, plugin()));
      expect(validate.errors ?? []).toEqual([]);
      const known = Object.keys(defaultValues("plugin-barman-cloud") as object);
      expect(Object.keys(plugin()).filter((key) => !known.includes(key))).toEqual([]);
    });
  });
});
