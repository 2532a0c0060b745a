import { describe, expect, test } from "vitest";
import { guardrailReport, type ReadObject } from "../../components/tenant/delivery/guardrail-report.ts";
import { deployedKinds } from "../../components/tenant/delivery/deployed-kinds.ts";
import { BARE, HAS_HELM, HAS_KUSTOMIZE, renderedChart, renderedComponent } from "./rendered-library.ts";

const IMAGE = "ghcr.io/acme/shop:v1.4.2";

/** What the guardrails ask of a Deployment, each of which an admission rule asks, too. */
function expectGuardrails(objects: readonly ReadObject[], replicas = 3): void {
  const deployment = objects.find(({ kind }) => kind === "Deployment");
  expect(deployment).toMatchObject({
    metadata: { name: "shop" },
    spec: {
      replicas,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        spec: {
          serviceAccountName: "app",
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              imagePullPolicy: "Always",
              readinessProbe: { httpGet: {} },
              resources: { requests: { cpu: "100m" }, limits: { cpu: "1" } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
            },
          ],
        },
      },
    },
  });
  expect(objects.find(({ kind }) => kind === "PodDisruptionBudget")).toMatchObject({
    metadata: { name: "shop" },
    spec: { minAvailable: 2, unhealthyPodEvictionPolicy: "AlwaysAllow" },
  });
  expect(guardrailReport(objects)).toEqual([]);
}

describe.skipIf(!HAS_HELM)("the chart, rendered", () => {
  test("keeps every guardrail by default", () => {
    expectGuardrails(renderedChart({ image: IMAGE }));
  });

  test("holds nothing that its tenant could not deploy", () => {
    const deployed = [...deployedKinds().map(({ kind }) => kind)];
    for (const { kind } of renderedChart({ image: IMAGE })) expect(deployed).toContain(kind);
  });

  test("has a budget that lets one pod go where there are fewer than three", () => {
    const [budget] = renderedChart({ image: IMAGE, replicas: 2 }).filter(({ kind }) =>
      kind.includes("Budget"),
    );
    expect(budget?.spec).toMatchObject({ maxUnavailable: 1 });
    expect(budget?.spec).not.toHaveProperty("minAvailable");
  });

  test("takes values as data: none of them becomes a line of its own", () => {
    const odd = 'x"\n          command: ["sh"]\n#';
    const [deployment] = renderedChart({ image: IMAGE, env: { ODD: odd } }).filter(
      ({ kind }) => kind === "Deployment",
    );
    expect(deployment?.spec?.template?.spec).toMatchObject({
      containers: [{ env: [{ name: "ODD", value: odd }] }],
    });
    expect(JSON.stringify(deployment)).not.toContain('"command"');
  });

  test("is refused with a value that its schema does not know", () => {
    expect(() => renderedChart({ image: IMAGE, Replicas: 5 })).toThrow(/additional propert.*Replicas/i);
  });
});

describe.skipIf(!HAS_KUSTOMIZE)("the component, rendered", () => {
  test("gives a bare Deployment every guardrail, with budget and spread by its own labels", () => {
    expectGuardrails(renderedComponent(BARE));
  });

  test("lets the folder that includes it say otherwise", () => {
    expectGuardrails(renderedComponent(BARE, { replicas: [{ name: "shop", count: 5 }] }), 5);
  });
});
