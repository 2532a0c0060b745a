import { describe, expect, test } from "vitest";
import { externalSecrets } from "../../../../components/platform/secrets/external-secrets.ts";
import { HAS_CHART_DATA, definitions } from "../chart-data.ts";
import { addOnContext } from "../add-on-context.ts";
import { definitionFaults } from "../chart-definitions.ts";

const valuesWith = (replicas: number) =>
  externalSecrets.values(addOnContext("external-secrets", { settings: { replicas } }));

describe("External Secrets", () => {
  test("trap: two replicas would both do the work: there is a leader, whatever their number", () => {
    expect(valuesWith(1)).toMatchObject({ replicaCount: 1, leaderElect: true });
    expect(valuesWith(3)).toMatchObject({ replicaCount: 3, leaderElect: true });
  });

  test("trap: a store for the whole cluster would hand one namespace's secrets to another: such kinds are neither made nor heard", () => {
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

  test("trap: the first version of its kinds is no longer served, unless it is told to, which is unsafe: nothing asks for it", () => {
    expect(valuesWith(2)).not.toHaveProperty("crds.unsafeServeV1Beta1");
    expect(externalSecrets.contract.webhook?.probe.apiVersion).toBe("external-secrets.io/v1");
  });

  test("trap: it may ask for a token of any ServiceAccount, for stores read by these: its page says so, and nobody enters its namespace", () => {
    expect(externalSecrets.contract.notes?.join(" ")).toContain("may ask for a token of any ServiceAccount");
    const ways = Object.values(externalSecrets.contract.traffic).filter((one) => "from" in one);
    expect(ways.map((one) => ("from" in one ? one.from : ""))).toEqual(["api-server", "metrics"]);
  });

  test("trap: rights on stores are not added to the roles that tenants may have", () => {
    expect(valuesWith(2)).toMatchObject({
      rbac: { aggregateToView: false, aggregateToEdit: false, aggregateToAdmin: false },
    });
  });

  test("trap: cert-manager keeps the webhook's certificate, so the chart's own controller for it is left out", () => {
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

  test("trap: the chart leaves probes of both kinds of pods off, so that one that hangs would stay: they are on", () => {
    expect(externalSecrets.values(addOnContext("external-secrets"))).toMatchObject({
      livenessProbe: { enabled: true },
      readinessProbe: { enabled: true },
      webhook: { livenessProbe: { enabled: true } },
    });
  });

  test("trap: rights of the controller would be those of every store: it has none in the cloud", () => {
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
