import { describe, expect, test } from "vitest";
import type { ClusterChanges } from "../../record/sample-fleet.ts";
import { HOSTS, PLANT, update } from "./plant.ts";
import type { Answers } from "./shown-cluster.ts";

const declaring = (facts: Readonly<Record<string, unknown>>, more: ClusterChanges = {}): ClusterChanges => ({
  ...PLANT,
  ...more,
  attached: { ...(PLANT["attached"] as object), ...facts },
});

const version = (more: object): Answers => ({
  "/version": { gitVersion: "v1.36.1", major: "1", minor: "36", ...more },
});
const ENGINE = "clusters/plant.yaml attached.networkPolicyEngine: expected";

describe("what is not as the entry says is refused:", () => {
  test.each<[string, ClusterChanges, Answers, readonly string[]]>([
    [
      "another version",
      PLANT,
      version({}),
      [
        "clusters/plant.yaml kubernetes: expected the version that the cluster runs, 1.36; whoever runs the cluster moves it; say here what it runs",
      ],
    ],
    [
      "a storage class that is not there",
      declaring({ storageClass: "gold" }),
      {},
      [
        'clusters/plant.yaml attached.storageClass: expected a storage class of the cluster: fast-encrypted, slow, got "gold"',
      ],
    ],
    [
      "other processors and zones",
      declaring({ architectures: ["arm64"], zones: ["rack-a"] }),
      {},
      [
        "clusters/plant.yaml attached.architectures: expected nodes of arm64 only, got amd64; images of the platform are for these processors",
        "clusters/plant.yaml attached.zones: expected the zones of its nodes: rack-a, rack-b; they are the values of topology.kubernetes.io/zone",
      ],
    ],
    [
      "nodes elsewhere",
      {
        ...PLANT,
        network: { mode: "external", cidr: "192.168.10.0/32", apiServerCidrs: ["192.168.10.0/24"] },
      },
      {},
      [
        "clusters/plant.yaml network.cidr: expected a range that holds all nodes, among them 192.168.10.10, 192.168.10.11",
      ],
    ],
    [
      "an engine that is not there",
      declaring({ networkPolicyEngine: "cilium" }),
      {},
      [
        `${ENGINE} a cluster that runs cilium, seen by the DaemonSet cilium; its DaemonSets are calico-node, kube-proxy; without what enforces policies no tenant is apart from another`,
      ],
    ],
    [
      "an engine whose rules about ranges hold for no machine",
      declaring({ networkPolicyEngine: "cilium" }),
      {
        "/apis/apps/v1/daemonsets": { items: [{ metadata: { name: "cilium" } }] },
        "/api/v1/namespaces/kube-system/configmaps/cilium-config": { data: { "policy-cidr-match-mode": "" } },
      },
      [
        `${ENGINE} cilium with policy-cidr-match-mode: nodes; else its rules about ranges hold for no machine, and add-ons don't reach kubelets and API servers`,
      ],
    ],
    [
      "a load balancer of AWS without AWS, or without its controller",
      declaring({ loadBalancer: "aws-nlb" }),
      {},
      [
        "clusters/plant.yaml attached.loadBalancer: expected aws-nlb for a cluster in AWS only; no node has an id that begins with aws://",
      ],
    ],
    [
      "a load balancer controller that is not there",
      declaring({ loadBalancer: "aws-nlb-controller" }),
      {},
      [
        "clusters/plant.yaml attached.loadBalancer: expected a cluster that has the AWS Load Balancer Controller; no Deployment is labelled app.kubernetes.io/name=aws-load-balancer-controller",
      ],
    ],
    [
      "another range of Services, and an API server elsewhere",
      PLANT,
      {
        "/api/v1/namespaces/default/services/kubernetes": { spec: { clusterIP: "10.96.0.1" } },
        "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes": {
          endpoints: [{ addresses: ["203.0.113.7"] }],
          ports: [{ port: 8443 }],
        },
      },
      [
        'clusters/plant.yaml serviceCidr: expected a range of Services whose first address is 10.96.0.1, got "172.20.0.0/16"; it is the range that the API server was started with; run atoll lock when it is right',
        'clusters/plant.yaml network.apiServerCidrs: expected ranges that hold 203.0.113.7, got ["192.168.10.0/24","172.20.0.1/32"]; pods meet the API server there, and may speak to nobody else',
        "clusters/plant.yaml network: expected an API server at port 443 or 6443, got 8443; policies of add-ons open these ports only",
      ],
    ],
    [
      "another issuer",
      { ...PLANT, oidc: { issuer: "https://oidc.lagoon.cloud/other" } },
      {},
      [
        "clusters/plant.yaml oidc.issuer: expected the issuer of the cluster's tokens, https://oidc.lagoon.cloud/plant; AWS would refuse every token of the cluster",
      ],
    ],
    [
      "names that are answered elsewhere",
      PLANT,
      { "/api/v1/namespaces/kube-system/pods": { items: [] } },
      [
        "clusters/plant.yaml kind: expected pods in kube-system labelled k8s-app=kube-dns that answer for names; policies let pods ask these only",
      ],
    ],
    [
      "metrics that somebody else serves",
      PLANT,
      {
        "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io": {
          spec: { service: { namespace: "kube-system" } },
        },
      },
      [
        "clusters/plant.yaml addOns: expected no metrics-server of ours beside the one in kube-system; say addOns: { metrics-server: { enabled: false } }, or have the other one removed",
      ],
    ],
    [
      "another cluster behind the kubeconfig of K3s on hosts",
      HOSTS,
      {},
      [
        "clusters/plant.yaml kind: expected servers of K3s, whose versions hold +k3s, got v1.35.4; is this the kubeconfig of another cluster?",
        'clusters/plant.yaml k3s.storage: expected a storage class of the cluster: fast-encrypted, slow, got "local-path"',
        "clusters/plant.yaml hosts: expected a cluster that runs kube-router, seen by the DaemonSet kube-router; its DaemonSets are calico-node, kube-proxy; without what enforces policies no tenant is apart from another",
      ],
    ],
  ])("%s", async (_what, entry, changes, lines) => {
    expect(await update(entry, changes)).toEqual(lines);
  });
});

test("a server that behaves as an older one is of that version", async () => {
  expect(await update(PLANT, version({ emulationMajor: "1", emulationMinor: "35" }))).toEqual([]);
});
