import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autoscalerPermissions } from "../../../components/cluster/autoscaler/permissions.ts";
import { autoscalerValues, expanderPriorities } from "../../../components/cluster/autoscaler/values.ts";
import { AUTOSCALER_VERSIONS } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import { nodeGroups } from "../../../fleet/nodes/node-groups.ts";
import { samplePool } from "./sample-settings.ts";

const groups = nodeGroups([samplePool({ nodes: 4, cpuLimit: 32, spotPercent: 50 })], ["a", "b"]).map(
  (group) => ({
    ...group,
    autoscalingGroup: `eks-${group.key}-2026`,
  }),
);

const values = autoscalerValues({
  awsRegion: "eu-central-1",
  kubernetes: "1.34",
  replicas: 2,
  maxNodes: 9,
  unneededMinutes: 5,
  groups,
});

describe("Cluster Autoscaler", () => {
  test("is that of the cluster's minor, from the mirror where there is one", () => {
    expect(values["image"]).toEqual({
      repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
      tag: "v1.34.4",
    });
    for (const kubernetes of Object.keys(AUTOSCALER_VERSIONS)) {
      expect(KUBERNETES_MINORS.map(({ minor }) => minor)).toContain(kubernetes);
      const parts = { awsRegion: "eu-central-1", replicas: 2, maxNodes: 9, unneededMinutes: 5, groups };
      expect(autoscalerValues({ ...parts, kubernetes, imageMirror: "mirror.lagoon.cloud" })["image"]).toEqual(
        {
          repository: "mirror.lagoon.cloud/registry.k8s.io/autoscaling/cluster-autoscaler",
          tag: `v${AUTOSCALER_VERSIONS[kubernetes]!}`,
        },
      );
    }
  });

  test("is told each group with its limit, and finds none by itself", () => {
    expect(values["autoscalingGroups"]).toEqual([
      { name: "eks-general-a-2026", minSize: 0, maxSize: 1 },
      { name: "eks-general-b-2026", minSize: 0, maxSize: 1 },
      { name: "eks-general-spot-a-2026", minSize: 0, maxSize: 1 },
      { name: "eks-general-spot-b-2026", minSize: 0, maxSize: 1 },
    ]);
    expect(values).not.toHaveProperty("autoDiscovery");
  });

  test("gives placeholders nodes, though they come after everybody else", () => {
    expect(values["extraArgs"]).toMatchObject({
      "expendable-pods-priority-cutoff": "-1000",
      expander: "priority,least-waste",
      "max-nodes-total": "9",
      "scale-down-unneeded-time": "5m",
    });
  });

  test("never runs on a node that it may end", () => {
    expect(values).toMatchObject({
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: "atoll/group", operator: "DoesNotExist" }] }],
          },
        },
      },
      podDisruptionBudget: { maxUnavailable: 1 },
    });
  });
});

/** Priority of an autoscaling group: the greatest whose patterns match, as the expander reads them. */
function priorityOf(name: string, priorities: ReturnType<typeof expanderPriorities>): number {
  const found = Object.entries(priorities).filter(([, patterns]) =>
    patterns.some((one) => new RegExp(one).test(name)),
  );
  return Math.max(...found.map(([number]) => Number(number)));
}

test("groups of spot machines come first, whatever pools are called", () => {
  const unique = "20261127131402123400000001-0ac1";
  const names = fc.constantFrom("general", "spot", "a-spot-b", "a", "spot-a");
  const pools = fc.uniqueArray(fc.record({ name: names, spotPercent: fc.constantFrom(0, 50) }), {
    selector: ({ name }) => name,
    minLength: 1,
  });
  fc.assert(
    fc.property(pools, (entries) => {
      const all = nodeGroups(entries.map(samplePool), ["a", "b"]);
      const priorities = expanderPriorities(all);
      for (const { key, capacity } of all)
        expect(priorityOf(`eks-${key}-${unique}`, priorities)).toBe(capacity === "spot" ? 20 : 10);
    }),
  );
});

test("groups of one share are alike for the autoscaler, whatever else their nodes have among their labels", () => {
  expect(values["extraArgs"]).toMatchObject({
    "balance-similar-node-groups": "true",
    "balancing-label_1": "atoll/group",
    "balancing-label_2": "karpenter.sh/capacity-type",
  });
  for (const one of groups)
    expect(Object.keys(one.labels)).toEqual(
      expect.arrayContaining(["atoll/group", "karpenter.sh/capacity-type"]),
    );
});

test("Cluster Autoscaler may size the groups of the cluster's pools, and no other", () => {
  const permissions = autoscalerPermissions("dev", { accountId: "210987654321", awsRegion: "eu-central-1" });
  expect(permissions.find(({ sid }) => sid === "SizeOwnGroups")).toEqual({
    sid: "SizeOwnGroups",
    actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
    resources: [
      "arn:aws:autoscaling:eu-central-1:210987654321:autoScalingGroup:*:autoScalingGroupName/eks-*",
    ],
    conditions: {
      StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/dev": "owned" },
      StringLike: { "aws:ResourceTag/k8s.io/cluster-autoscaler/node-template/label/atoll/group": "*" },
    },
  });
  const others = permissions.filter(({ sid }) => sid !== "SizeOwnGroups").flatMap(({ actions }) => actions);
  expect(others.filter((action) => !/^[a-z\d]+:Describe/.test(action))).toEqual([]);
});
