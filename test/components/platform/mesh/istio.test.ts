import { describe, expect, test } from "vitest";
import { istioAmbient } from "../../../../components/platform/mesh/istio-ambient.ts";
import { istioImage } from "../../../../components/platform/mesh/istio-image.ts";
import { istio } from "../../../../components/platform/mesh/istio.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { MESH_CHARTS } from "../../../../fleet/charts/mesh-charts.ts";
import { defaultValues, HAS_CHART_DATA } from "../chart-data.ts";
import { addOnContext, type ContextChanges } from "../add-on-context.ts";

const control = (replicas = 3, beside: ContextChanges["beside"] = ["istio-ambient"]) =>
  addOnContext("istio", { beside, settings: { replicas } });
const nodes = (changes?: ContextChanges) => addOnContext("istio-ambient", { beside: ["istio"], ...changes });

describe("the control plane of the mesh", () => {
  test("trap: base and istiod would render failurePolicy Ignore on each installation, which istiod then changes", () => {
    expect(istio.values(control())).toMatchObject({ base: { validationFailurePolicy: "Fail" } });
    expect(istio.otherValues?.("istio-base", control())).toMatchObject({
      base: { validationFailurePolicy: "Fail" },
    });
  });

  test("trap: with Fail, objects of its kinds come only when istiod answers", () => {
    expect(istio.contract.webhook?.configuration).toBe("istiod-default-validator");
    expect((istio.objects?.(control()) ?? []).filter(({ first }) => first)).toEqual([]);
  });

  test("trap: its autoscaler would begin at one pod, and its budget would stop the drain of that", () => {
    expect(istio.values(control(3))).toMatchObject({
      autoscaleEnabled: false,
      replicaCount: 3,
      pdb: { minAvailable: 2 },
      global: { defaultPodDisruptionBudget: { enabled: true } },
    });
    expect(istio.values(control(1))).toMatchObject({
      replicaCount: 1,
      global: { defaultPodDisruptionBudget: { enabled: false } },
    });
  });

  test("trap: waypoints need the kinds of the Gateway API, which come before it where they are there", () => {
    expect(istio.contract.after).toContain("gateway-api");
  });

  test("trap: a reader for other clusters may read all Secrets, and is installed by default: it is not", () => {
    expect(istio.otherValues?.("istio-base", control())).toMatchObject({
      global: { enableReaderRBAC: false },
    });
  });

  test("trap: keys below the name of its defaults are not for us to set, and it logs in lines unless it is told", () => {
    const said = [istio.values(control()), istioAmbient.values(nodes())];
    for (const values of said) {
      expect(values).not.toHaveProperty("_internal_defaults_do_not_set");
      expect(values).toMatchObject({ profile: "ambient", global: { logAsJson: true } });
    }
  });

  test("trap: what a tenant says of a host would be told to all namespaces", () => {
    expect(istio.values(control())["meshConfig"]).toEqual({
      defaultServiceExportTo: ["."],
      defaultVirtualServiceExportTo: ["."],
      defaultDestinationRuleExportTo: ["."],
    });
  });

  test("trap: ztunnel in a namespace of its own is trusted only when it is named", () => {
    expect(istio.values(control())).toMatchObject({
      trustedZtunnelNamespace: istioAmbient.contract.namespace,
    });
    expect(istio.values(control(3, []))).not.toHaveProperty("trustedZtunnelNamespace");
  });

  test("trap: it is baseline as shipped, and restricted with a seccomp profile; what runs on nodes is apart from it", () => {
    expect(istio.values(control())).toMatchObject({ seccompProfile: { type: "RuntimeDefault" } });
    expect(istio.contract.podSecurity).toBe("restricted");
    expect(istioAmbient.contract.podSecurity).toBe("privileged");
    expect(istioAmbient.contract.namespace).not.toBe(istio.contract.namespace);
  });

  test("the whole mesh takes mutual TLS alone, and nobody is allowed anything by it", () => {
    const said = (istio.objects?.(control()) ?? []).map(({ kind, name, body }) => [kind, name, body["spec"]]);
    expect(said).toEqual([
      ["PeerAuthentication", "default", { mtls: { mode: "STRICT" } }],
      ["AuthorizationPolicy", "allow-nothing", {}],
    ]);
    expect(istio.contract.namespace).toBe("istio-system");
  });

  test("it has a monitor where the kind of monitors is there", () => {
    const context = control(3, ["prometheus-operator-crds"]);
    expect(istio.objects?.(context).map(({ kind }) => kind)).toContain("ServiceMonitor");
  });
});

describe("the mesh on nodes", () => {
  test("trap: K3s keeps plugins of the network elsewhere", () => {
    const platform = (changes: ContextChanges) =>
      (istioAmbient.values(nodes(changes))["global"] as Record<string, unknown>)["platform"];
    expect(platform({ facts: { networkPolicyEngine: "vpc-cni" } })).toBeUndefined();
    expect(platform({ facts: { networkPolicyEngine: "kube-router" } })).toBe("k3s");
    expect(platform({ facts: { networkPolicyEngine: "cilium" }, own: { nodePaths: "k3s" } })).toBe("k3s");
    expect(
      platform({ facts: { networkPolicyEngine: "kube-router" }, own: { nodePaths: "standard" } }),
    ).toBeUndefined();
  });

  test("trap: ztunnel ends connections when it is upgraded, so it comes last", () => {
    expect([istioAmbient.contract.chart, ...(istioAmbient.contract.companions ?? [])]).toEqual([
      "istio-cni",
      "ztunnel",
    ]);
    expect(istioAmbient.contract.requires).toEqual(["istio"]);
  });

  test("each node has one of both, and each of them is scraped at its own port", () => {
    const context = nodes({ beside: ["istio", "prometheus-operator-crds"] });
    const [monitor, ...others] = istioAmbient.objects?.(context) ?? [];
    expect(others).toEqual([]);
    expect(monitor?.body["spec"]).toMatchObject({
      podMetricsEndpoints: [{ port: "metrics" }, { port: "ztunnel-stats" }],
    });
    expect(Object.values(istioAmbient.workloads?.(context) ?? {}).map(({ kind }) => kind)).toEqual([
      "DaemonSet",
      "DaemonSet",
    ]);
  });
});

describe("waypoints, which istiod starts for tenants", () => {
  test("trap: without a seccomp profile of their own the namespace of the gateway would refuse them", () => {
    expect(istio.values(control())).toMatchObject({
      gateways: { seccompProfile: { type: "RuntimeDefault" } },
    });
  });

  test("are two where the service level buys more than one of anything, with a budget; one has none", () => {
    const shape = (replicas: number) => istio.values(control(replicas))["gatewayClasses"];
    expect(shape(3)).toEqual({
      "istio-waypoint": {
        deployment: { spec: { replicas: 2 } },
        podDisruptionBudget: { spec: { minAvailable: 1 } },
      },
    });
    expect(shape(1)).toEqual({ "istio-waypoint": { deployment: { spec: { replicas: 1 } } } });
  });

  test("are spread each by itself, and ask for little, for there is one for each environment", () => {
    const { waypoint } = istio.values(control())["global"] as { readonly waypoint: object };
    expect(waypoint).toMatchObject({
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "1", memory: "512Mi" } },
      topologySpreadConstraints: [
        {
          matchLabelKeys: ["gateway.networking.k8s.io/gateway-name"],
          topologyKey: "topology.kubernetes.io/zone",
        },
        { topologyKey: "kubernetes.io/hostname" },
      ],
    });
  });
});

describe("charts of the mesh", () => {
  test("are of one version, which all their images have", () => {
    for (const { version, images } of Object.values(MESH_CHARTS)) {
      expect(version).toBe(CHARTS.istiod.version);
      for (const image of images) expect(image).toMatch(new RegExp(`:${version}-distroless$`));
    }
  });

  test("pull from where one setting says", () => {
    const settings = { imageMirror: "mirror.lagoon.cloud/all" };
    const hub = "mirror.lagoon.cloud/all/registry.istio.io/release";
    const context = nodes({ settings });
    expect(istio.values(addOnContext("istio", { settings }))).toMatchObject({
      global: { hub, tag: "1.30.3", variant: "distroless" },
    });
    expect(istioAmbient.values(context)).toMatchObject({ global: { hub } });
    expect(istioAmbient.otherValues?.("ztunnel", context)).toMatchObject({ hub, tag: "1.30.3" });
  });

  test("an image is told in the words of its chart", () => {
    expect(istioImage({ registry: "a.example", path: "b/c/pilot", tag: "1.2.3" })).toEqual({
      hub: "a.example/b/c",
      tag: "1.2.3",
      variant: "",
    });
  });

  test.skipIf(!HAS_CHART_DATA)(
    "trap: keys that a chart of Istio does not know are ignored without a word, so each stands in its own values",
    () => {
      const known = (chart: string) => Object.keys(defaultValues(chart) as object);
      const ours = ["profile", "base"];
      const context = nodes();
      const said = {
        istiod: istio.values(control()),
        "istio-cni": istioAmbient.values(context),
        ztunnel: istioAmbient.otherValues?.("ztunnel", context) ?? {},
      };
      for (const [chart, values] of Object.entries(said))
        expect([...known(chart), ...ours]).toEqual(expect.arrayContaining(Object.keys(values)));
    },
  );
});
