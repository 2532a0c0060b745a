import { describe, expect, test } from "vitest";
import { externalSecrets } from "../../../../components/platform/secrets/external-secrets.ts";
import { HAS_CHART_DATA, definitions } from "../chart-data.ts";
import { addOnContext } from "../add-on-context.ts";
import { definitionFaults } from "../chart-definitions.ts";

const valuesWith = (replicas: number) =>
  externalSecrets.values(addOnContext("external-secrets", { settings: { replicas } }));

describe("External Secrets", () => {
  test("two replicas would both do the work: there is a leader, whatever their number", () => {
    expect(valuesWith(1)).toMatchObject({ replicaCount: 1, leaderElect: true });
    expect(valuesWith(3)).toMatchObject({ replicaCount: 3, leaderElect: true });
  });

  test("a store for the whole cluster would hand one namespace's secrets to another: such kinds are neither made nor heard", () => {
    const { crds, ...values } = valuesWith(2);
    expect(Object.entries(values).filter(([key]) => key.startsWith("process"))).toEqual([
      ["processClusterStore", false],
      ["processClusterExternalSecret", false],
      ["processClusterPushSecret", false],
      ["processClusterGenerator", false],
      ["processPushSecret", false],
    ]);
    expect(crds).toEqual({
      createClusterExternalSecret: false,
      createClusterSecretStore: false,
      createClusterGenerator: false,
      createClusterPushSecret: false,
      createPushSecret: false,
      annotations: { "helm.sh/resource-policy": "keep" },
    });
  });

  test("rights on stores are not added to the roles that tenants may have", () => {
    expect(valuesWith(2)).toMatchObject({
      rbac: { aggregateToView: false, aggregateToEdit: false, aggregateToAdmin: false },
    });
  });

  test("cert-manager keeps the webhook's certificate, so the chart's own controller for it is left out", () => {
    expect(valuesWith(2)).toMatchObject({
      certController: { create: false },
      webhook: {
        certManager: {
          enabled: true,
          cert: {
            issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "platform-internal" },
          },
        },
      },
    });
  });

  test("the chart leaves the controller's probes off, so that one that hangs would count as ready: they are on", () => {
    expect(externalSecrets.values(addOnContext("external-secrets"))).toMatchObject({
      livenessProbe: { enabled: true },
      readinessProbe: { enabled: true },
    });
  });

  test("the controller itself has no rights in the cloud", () => {
    expect(Object.hasOwn(externalSecrets, "rights")).toBe(false);
    expect(JSON.stringify(valuesWith(2))).not.toContain("role of");
  });

  test.skipIf(!HAS_CHART_DATA)("what asks the webhook whether it works is an object that it takes", () => {
    const { probe } = externalSecrets.contract.webhook!;
    expect(definitionFaults(probe)).toEqual([]);
    const kind = definitions("external-secrets").find(({ names }) => names.kind === probe.kind);
    expect(kind?.scope).toBe("Namespaced");
  });
});
