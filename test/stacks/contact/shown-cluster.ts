import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type OutsideKubeconfig, readKubeconfig } from "../../../components/outside/kubeconfig.ts";
import { CANARY, madeAuthority, madeKubeconfig } from "./made-authority.ts";

/** What an API server answers, by path: a body, or a code. */
export type Answers = Readonly<Record<string, object | number>>;

/** Who the shown cluster is. */
export const SHOWN_ID = "6f0c2a9e-7d1b-4c53-9a58-0b7e64d1f2a3";

/** A cluster on machines of somebody's own, as its API server shows it. */
export const SHOWN: Answers = {
  "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews": { status: { allowed: true } },
  "/api/v1/namespaces/kube-system": { metadata: { name: "kube-system", uid: SHOWN_ID } },
  "/version": { gitVersion: "v1.35.4", major: "1", minor: "35" },
  "/apis/storage.k8s.io/v1/storageclasses": {
    items: [
      { metadata: { name: "fast-encrypted" }, provisioner: "rook-ceph.rbd.csi.ceph.com" },
      { metadata: { name: "slow" }, provisioner: "nfs.csi.k8s.io" },
    ],
  },
  "/api/v1/nodes": {
    items: ["a", "b"].map((letter, index) => ({
      metadata: { name: letter, labels: { "topology.kubernetes.io/zone": `rack-${letter}` } },
      status: {
        nodeInfo: { architecture: "amd64", kubeletVersion: "v1.35.4" },
        addresses: [{ type: "InternalIP", address: `192.168.10.1${index}` }],
      },
    })),
  },
  "/apis/apps/v1/daemonsets": {
    items: [{ metadata: { name: "calico-node" } }, { metadata: { name: "kube-proxy" } }],
  },
  "/apis/apps/v1/deployments": { items: [] },
  "/api/v1/namespaces/kube-system/pods": { items: [{ metadata: { name: "coredns" } }] },
  "/api/v1/namespaces/default/services/kubernetes": { spec: { clusterIP: "172.20.0.1" } },
  "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes": {
    endpoints: [{ addresses: ["192.168.10.10"] }],
    ports: [{ port: 6443 }],
  },
  "/.well-known/openid-configuration": { issuer: "https://oidc.lagoon.cloud/plant" },
  "/api/v1/namespaces/kube-system/configmaps/cilium-config": 404,
  "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io": 404,
};

/** An API server over TLS that knows one token; returns the kubeconfig that leads to it. */
export async function shownCluster(
  changes: Answers = {},
  user?: Readonly<Record<string, unknown>>,
): Promise<OutsideKubeconfig> {
  const { certificate, key } = await madeAuthority();
  const answers: Answers = { ...SHOWN, ...changes };
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "https://127.0.0.1");
    const answer = request.headers.authorization === `Bearer ${CANARY}` ? (answers[pathname] ?? 404) : 401;
    const [code, body] = typeof answer === "number" ? [answer, { token: CANARY }] : [200, answer];
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return usable(
    madeKubeconfig({
      server: `https://127.0.0.1:${port}`,
      authority: certificate,
      ...(user === undefined ? {} : { user }),
    }),
  );
}

/** A kubeconfig that has passed its own checks. */
export function usable(text: string): OutsideKubeconfig {
  const reading = readKubeconfig(text, { folder: "/", read: () => undefined });
  if ("faults" in reading) throw new Error("the made-up kubeconfig is no good");
  return reading.kubeconfig;
}
