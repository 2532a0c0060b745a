import { platformObject } from "./attacks-by-kinds.ts";
import { type Allowed, claim } from "./guard-allows.ts";
import { creation } from "./guard-attack.ts";

/** What whoever deploys the platform does. */
export const DEPLOYER: readonly Allowed[] = [
  {
    title: "a quota",
    ask: creation({ apiVersion: "v1", kind: "ResourceQuota" }, { spec: { hard: { pods: "9" } } }),
  },
  {
    title: "an object with the platform's label",
    ask: (namespace) => {
      const { metadata, ...rest } = platformObject(namespace);
      const body = { ...rest, metadata: { ...metadata, name: "try" } };
      return { method: "POST", path: `/api/v1/namespaces/${namespace}/configmaps`, body };
    },
  },
  {
    title: "a newer Pod Security",
    ask: (namespace) => ({
      method: "PATCH",
      path: `/api/v1/namespaces/${namespace}`,
      body: { metadata: { labels: { "pod-security.kubernetes.io/enforce-version": "v1.36" } } },
    }),
  },
  {
    // The API server may still show the Namespace as it was before the same run.
    title: "a route for a host that the Namespace does not name yet",
    ask: creation(
      { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" },
      { spec: { hostnames: ["new.live.acme.apps.lagoon.cloud"] } },
    ),
  },
  {
    title: "an autoscaler for more pods than the Namespace names yet",
    ask: creation(
      { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
      {
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
          minReplicas: 1,
          maxReplicas: 500,
        },
      },
    ),
  },
  {
    title: "a claim of a class that the Namespace does not name yet",
    ask: creation(
      { apiVersion: "v1", kind: "PersistentVolumeClaim" },
      { spec: { ...claim, storageClassName: "gp4" } },
    ),
  },
  {
    title: "an end of a namespace",
    ask: (namespace) => ({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` }),
  },
];
