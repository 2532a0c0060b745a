import { describe, expect, test } from "vitest";
import { trivyOperator } from "../../../../components/platform/secrets/trivy-operator.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";

const values = (changes: ContextChanges = {}) =>
  trivyOperator.values(addOnContext("trivy-operator", changes));

const RESTRICTED = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

describe("the Trivy operator", () => {
  test("trap: jobs that collect from nodes need their file system: infra assessment and compliance are off", () => {
    expect(values()).toMatchObject({
      operator: { infraAssessmentScannerEnabled: false, clusterComplianceEnabled: false },
    });
    expect(trivyOperator.contract.podSecurity).toBe("restricted");
  });

  test("trap: operator, scans and the server, which lacks seccomp by default, run at the strictest level", () => {
    expect(values()).toMatchObject({
      podSecurityContext: RESTRICTED,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      trivyOperator: {
        scanJobPodTemplatePodSecurityContext: RESTRICTED,
        scanJobPodTemplateContainerSecurityContext: { capabilities: { drop: ["ALL"] } },
      },
      trivy: {
        server: {
          podSecurityContext: RESTRICTED,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      },
    });
  });

  test("trap: two operators would scan everything twice, and each scan would fetch the database: there is one, with one server", () => {
    for (const replicas of [1, 3])
      expect(values({ settings: { replicas } })).toMatchObject({
        operator: { replicas: 1, builtInTrivyServer: true },
        trivy: { server: { replicas: 1 } },
      });
  });

  test("trap: each finding of each image would be a series of metrics: they are counted alone", () => {
    expect(values()).toMatchObject({ operator: { metricsVulnIdEnabled: false } });
  });

  test("trap: the index of charts has stopped, so it comes from the registry", () => {
    expect(CHARTS["trivy-operator"].origin).toEqual({
      kind: "oci",
      repository: "oci://ghcr.io/aquasecurity/helm-charts/trivy-operator",
    });
  });

  test("trap: the scanner is none of the releases that were tampered with", () => {
    const [, scanner] = CHARTS["trivy-operator"].images;
    expect(scanner).toMatch(/^public\.ecr\.aws\/aquasecurity\/trivy:0\.(?:7\d|[89]\d)\.\d+$/);
  });

  test("trap: databases of vulnerabilities are pulled like images, and move with the mirror", () => {
    const { trivy, policiesBundle, image } = values({ settings: { imageMirror: "mirror.lagoon.cloud" } });
    const registry = "mirror.lagoon.cloud/public.ecr.aws";
    expect(trivy).toMatchObject({
      image: { registry, repository: "aquasecurity/trivy" },
      dbRegistry: registry,
      dbRepository: "aquasecurity/trivy-db",
      javaDbRegistry: registry,
      javaDbRepository: "aquasecurity/trivy-java-db",
    });
    expect(policiesBundle).toMatchObject({ registry, repository: "aquasecurity/trivy-checks" });
    expect(image).toMatchObject({ registry, repository: "aquasecurity/trivy-operator" });
  });

  test("trap: it reads Secrets and accounts of all namespaces by default: it reads none", () => {
    expect(values()).toMatchObject({ operator: { accessGlobalSecretsAndServiceAccount: false } });
  });

  test("load is limited, and what is reported is what the entry asks for", () => {
    const own = {
      scansAtOnce: 1,
      reportHours: 168,
      severities: ["CRITICAL"],
      ignoreUnfixed: true,
      excludeNamespaces: ["kube-system", "scratch--dev"],
    };
    expect(values({ own })).toMatchObject({
      excludeNamespaces: "kube-system,scratch--dev",
      operator: { scanJobsConcurrentLimit: 1, scannerReportTTL: "168h", builtInTrivyServer: true },
      trivy: { severity: "CRITICAL", ignoreUnfixed: true, storageClassName: "gp3" },
    });
    expect(trivyOperator.workloads?.(addOnContext("trivy-operator", { own }))).toMatchObject({
      scans: { kind: "Job", replicas: 1 },
    });
  });

  test("it has rights in AWS only where images come from a mirror in ECR, and reads them only", () => {
    expect(trivyOperator.rights?.(addOnContext("trivy-operator"))).toEqual([]);
    expect(
      trivyOperator.rights?.(addOnContext("trivy-operator", { settings: { imageMirror: ECR } })),
    ).toEqual([
      {
        serviceAccount: "trivy-operator",
        permissions: [
          { sid: "EnterRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
          {
            sid: "ReadImages",
            actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            resources: ["arn:aws:ecr:eu-central-1:123456789012:repository/*"],
          },
        ],
      },
    ]);
  });
});
