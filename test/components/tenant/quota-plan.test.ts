import { describe, expect, test } from "vitest";
import { limitPlan, quotaPlan } from "../../../components/tenant/quota-plan.ts";
import { tierContract } from "../../../fleet/tiers.ts";

const { quota, limits } = tierContract("pooled", "small");
const hard = (storageClass: string) => quotaPlan(quota, storageClass)[0]!.spec.hard;

describe("the quota of a small pooled tenant", () => {
  test("holds requests, limits and counts, each written as the API server writes it", () => {
    expect(hard("gp3")).toEqual({
      "requests.cpu": "2",
      "requests.memory": "4Gi",
      "requests.ephemeral-storage": "10Gi",
      "limits.cpu": "20",
      "limits.memory": "16Gi",
      "limits.ephemeral-storage": "40Gi",
      "requests.storage": "50Gi",
      pods: "20",
      "count/pods": "60",
      services: "20",
      secrets: "20",
      configmaps: "40",
      persistentvolumeclaims: "10",
      resourcequotas: "4",
      "count/deployments.apps": "20",
      "count/externalsecrets.external-secrets.io": "20",
      "count/replicasets.apps": "220",
      "count/statefulsets.apps": "10",
      "count/controllerrevisions.apps": "110",
      "count/jobs.batch": "20",
      "count/cronjobs.batch": "10",
      "count/horizontalpodautoscalers.autoscaling": "20",
      "count/poddisruptionbudgets.policy": "30",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
      "count/daemonsets.apps": "0",
      replicationcontrollers: "0",
      "gp2.storageclass.storage.k8s.io/requests.storage": "0",
      "gp2.storageclass.storage.k8s.io/persistentvolumeclaims": "0",
      "local-path.storageclass.storage.k8s.io/requests.storage": "0",
      "local-path.storageclass.storage.k8s.io/persistentvolumeclaims": "0",
    });
  });

  test("refuses the storage classes that nobody is offered, but never the cluster's own", () => {
    expect(hard("local-path")).not.toHaveProperty("local-path.storageclass.storage.k8s.io/requests.storage");
    expect(hard("local-path")).toHaveProperty("gp2.storageclass.storage.k8s.io/requests.storage", "0");
  });

  test("leaves no room for a pod with a priority class, whatever its name", () => {
    expect(quotaPlan(quota, "gp3")[1]).toEqual({
      name: "priority",
      spec: {
        hard: { pods: "0" },
        scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator: "Exists" }] },
      },
    });
  });
});

test("every tier and size refuses the same things", () => {
  const zeros = (["pooled", "dedicated-nodes", "dedicated-cluster"] as const).flatMap((tier) =>
    (["small", "medium", "large"] as const).map((size) =>
      Object.entries(quotaPlan(tierContract(tier, size).quota, "gp3")[0]!.spec.hard)
        .filter(([, amount]) => amount === "0")
        .map(([name]) => name),
    ),
  );
  expect(zeros[0]).toHaveLength(8);
  expect(new Set(zeros.map((names) => names.join())).size).toBe(1);
});

test("limits of a small tenant cover containers, pods and volumes", () => {
  const max = { cpu: "4", memory: "4Gi", "ephemeral-storage": "4Gi" };
  expect(limitPlan(limits)).toEqual([
    {
      type: "Container",
      default: { cpu: "1", memory: "256Mi", "ephemeral-storage": "1Gi" },
      defaultRequest: { cpu: "50m", memory: "128Mi", "ephemeral-storage": "128Mi" },
      max,
      maxLimitRequestRatio: { cpu: "20", memory: "4", "ephemeral-storage": "16" },
    },
    { type: "Pod", max },
    { type: "PersistentVolumeClaim", max: { storage: "20Gi" } },
  ]);
});
