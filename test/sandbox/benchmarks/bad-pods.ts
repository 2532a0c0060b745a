import { podOf } from "../tenant-attacks.ts";
import type { KubernetesObject } from "../tenant-world.ts";

const ROOT = { volumes: [{ name: "root", hostPath: { path: "/" } }] };
const PRIVILEGED = { securityContext: { privileged: true } };

/**
 * The classes of bad pods, each with what it gets from its node. The last asks for nothing, and is refused because it
 * gives nothing up.
 *
 * @see https://bishopfox.com/blog/kubernetes-pod-privilege-escalation
 */
export const BAD_PODS: Readonly<Record<string, Parameters<typeof podOf>[1]>> = {
  "everything-allowed": {
    spec: { hostNetwork: true, hostPID: true, hostIPC: true, ...ROOT },
    container: PRIVILEGED,
  },
  "priv-and-hostpid": { spec: { hostPID: true }, container: PRIVILEGED },
  priv: { container: PRIVILEGED },
  hostpath: { spec: ROOT },
  hostpid: { spec: { hostPID: true } },
  hostnetwork: { spec: { hostNetwork: true } },
  hostipc: { spec: { hostIPC: true } },
  "nothing-allowed": { spec: { securityContext: {} }, container: { securityContext: {} } },
};

const probe = { readinessProbe: { httpGet: { path: "/", port: 8080 } } };

/** A Deployment of such pods: Pod Security looks at pods alone. */
export function badDeployment(name: string, namespace: string): KubernetesObject {
  const { spec = {}, container = {} } = BAD_PODS[name] ?? {};
  const pod = podOf(namespace, { spec, container: { ...probe, ...container } });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: name } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: { app: name } }, spec: pod["spec"] },
    },
  };
}
