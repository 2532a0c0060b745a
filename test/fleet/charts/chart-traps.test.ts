import { describe, expect, test } from "vitest";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { chartCrds } from "../../../fleet/charts/chart-kinds.ts";
import { CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { K3S_RELEASES } from "../../../fleet/k3s/k3s-catalog.ts";
import { EBS_CSI_POLICY } from "../../../fleet/eks-vocabulary.ts";

const charts: Readonly<Record<string, Chart>> = CHARTS;

/** Where the archive of a chart comes from, as one text. */
function home({ origin, chart }: Chart): string {
  switch (origin.kind) {
    case "https":
      return `${origin.repository.replace(/\/$/, "")}/${chart}`;
    case "oci":
      return origin.repository;
    case "manifests":
      return origin.url;
    case "crds-folder":
      return `crds/ of ${origin.of}`;
  }
}

const HOMES = CHART_NAMES.map((name) => home(CHARTS[name]));
const IMAGES = CHART_NAMES.flatMap((name): readonly string[] => CHARTS[name].images);

describe("what nobody should adopt any more is in no chart and no image", () => {
  test.each([
    ["promtail has had no fixes since March", /promtail/],
    [
      "Grafana, Loki and Tempo have moved away from grafana.github.io",
      /grafana\.github\.io\/helm-charts\/(?!alloy$)/,
    ],
    ["loki-stack, loki-distributed and the Grafana agent are frozen", /loki-|grafana-agent|lgtm/],
    ["MinIO is no longer maintained", /minio/],
    ["ingress-nginx is no longer maintained, nor are its helpers", /ingress-nginx|certgen/],
    ["images and charts of Bitnami get no fixes", /bitnami/],
    ["the chart traefik-crds is gone", /traefik\.github\.io\/charts\/traefik-crds|helm\/traefik-crds/],
    ["the old repository of Longhorn's chart is frozen at 1.6", /longhorn\/charts/],
    ["the first charts of Pyrra and of the autoscaler of pods are abandoned", /rlex|cowboysysop/],
    ["the analyser of Kubecost is superseded", /kubecost|cost-analyzer/],
    ["Istio has moved away from gcr.io", /gcr\.io\/istio/],
    ["the collector is no longer at Docker Hub", /docker\.io\/otel/],
    ["releases 0.69.4 to 0.69.6 of Trivy were malicious", /trivy:v?0\.69\.[4-6]/],
    ["an adapter of Prometheus would register the external metrics that are KEDA's", /prometheus-adapter/],
    ["Kyverno and Gatekeeper would both hold up every write, and Kueue all pods", /kyverno|gatekeeper|kueue/],
  ])("trap: %s", (_, unwanted) => {
    expect([...HOMES, ...IMAGES].filter((one) => unwanted.test(one))).toEqual([]);
  });
});

describe("where charts come from", () => {
  test.each([
    ["the index of Trivy's charts has stopped", "trivy-operator", "oci://ghcr.io/aquasecurity/"],
    ["the index of OpenCost's charts ends three patches before", "opencost", "oci://ghcr.io/opencost/"],
    [
      "Karpenter has no index, and its git says another version",
      "karpenter",
      "oci://public.ecr.aws/karpenter/",
    ],
    ["Bitnami has a chart external-dns of its own", "external-dns", "https://kubernetes-sigs.github.io/"],
    ["the chart of Pyrra has an abandoned predecessor", "pyrra", "https://pyrra-dev.github.io/"],
  ] as const)("trap: %s", (_, name, from) => {
    expect(home(CHARTS[name]).startsWith(from)).toBe(true);
  });

  test("trap: Loki is released every day or two, so its version is exact, as all are", () => {
    for (const { version } of Object.values(charts)) expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  test("trap: the plugin for AWS of another Velero is not made for this one: that of 1.18 is 1.14, and no candidate", () => {
    const [server, plugin] = CHARTS.velero.images;
    expect([server, plugin.replace(/\.\d+$/, "")]).toEqual([
      "docker.io/velero/velero:v1.18.1",
      "docker.io/velero/velero-plugin-for-aws:v1.14",
    ]);
  });

  test("trap: parts of Tempo 3 need Kafka, which no chart brings: the chart is that of the single Tempo 2", () => {
    expect(CHARTS.tempo.chart).toBe("tempo");
    expect(CHARTS.tempo.appVersion).toMatch(/^2\./);
  });

  test("trap: Kubernetes 1.36 needs Karpenter 1.13 or later", () => {
    const [, minor = "0"] = CHARTS.karpenter.version.split(".");
    expect(CHARTS.karpenter.kubernetes.to).toBe("1.36");
    expect(Number(minor)).toBeGreaterThanOrEqual(13);
    expect(CHARTS["karpenter-crd"].version).toBe(CHARTS.karpenter.version);
  });

  test("trap: only kinds of one version fit a mesh: its four charts are of one", () => {
    const versions = ["istio-base", "istiod", "istio-cni", "ztunnel"] as const;
    expect(new Set(versions.map((name) => CHARTS[name].version)).size).toBe(1);
  });
});

describe("kinds of the Gateway API", () => {
  test("trap: 1.6 refuses bundles from before it, so they start at 1.6", () => {
    expect(CHARTS["gateway-api"].version).toMatch(/^1\.([6-9]|\d\d)\./);
    for (const { version } of CHARTS["gateway-api"].next) expect(version).toMatch(/^1\.([6-9]|\d\d)\./);
  });

  test("trap: experimental kinds are refused over standard ones, so they are of the standard channel", () => {
    expect(home(CHARTS["gateway-api"])).toMatch(/\/standard-install\.yaml$/);
  });

  test("trap: a second bundle is refused, and K3s 1.37 brings one: no chart and no K3s of the catalog has another", () => {
    const owners = CHART_NAMES.filter((name) =>
      chartCrds(name).some(({ group }) => group === "gateway.networking.k8s.io"),
    );
    expect(owners).toEqual(["gateway-api"]);
    const minors = Object.keys(K3S_RELEASES).map((minor) => Number(minor.split(".")[1]));
    expect(Math.max(...minors)).toBeLessThan(37);
  });
});

test("trap: the first policy of the EBS driver reaches every volume: clusters get the second, which ends at a tag", () => {
  expect(EBS_CSI_POLICY).toBe("arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2");
});
