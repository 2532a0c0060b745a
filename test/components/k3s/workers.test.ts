import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expanderPriorities } from "../../../components/cluster/autoscaler/values.ts";
import {
  groupTags,
  templateDescription,
  workerBoot,
  workerGroupPattern,
  workerPermissions,
  workerShares,
  workerTags,
} from "../../../components/k3s/workers/worker-plan.ts";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { workerGroupName } from "../../../fleet/names.ts";
import { LABEL_TAG, TAINT_TAG } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { nodeGroups } from "../../../fleet/nodes/node-groups.ts";
import { CLASS_TABLE, WORKLOAD_CLASSES } from "../../../fleet/nodes/workload-classes.ts";
import { OWNER_TAGS } from "../../../fleet/tags.ts";
import { samplePool } from "../cluster/sample-settings.ts";
import { nodeConfig, RELEASE } from "./node-config.ts";
import { sampleHome } from "./sample-home.ts";

const PLACE = { accountId: "210987654321", awsRegion: "eu-central-1" };
const home = sampleHome();

const pool = fc
  .record({
    name: fc.constantFrom("general", "a", "a-spot-b", "memory", "spot"),
    class: fc.constantFrom(...WORKLOAD_CLASSES.filter((one) => one !== "gpu")),
    nodes: fc.integer({ min: 0, max: 90 }),
    spotPercent: fc.integer({ min: 0, max: 10 }).map((tens) => tens * 10),
    tainted: fc.boolean(),
    label: fc.option(fc.constantFrom("gold", "silver"), { nil: undefined }),
  })
  .map(({ name, class: found, nodes, spotPercent, tainted, label }) =>
    samplePool({
      name,
      class: found,
      nodes,
      cpuLimit: nodes * 8,
      spotPercent,
      machines: { ...samplePool().machines, categories: CLASS_TABLE[found].usual },
      labels: { "atoll/pool": name, ...(label === undefined ? {} : { "example.com/tier": label }) },
      taints: tainted ? [{ key: "atoll/pool", value: name }] : [],
    }),
  );
const pools = fc.uniqueArray(pool, { selector: ({ name }) => name, minLength: 1 });

describe("workers of autoscaling groups", () => {
  test("register with exactly the labels and taints that Cluster Autoscaler is told of their group, and their release", () => {
    fc.assert(
      fc.property(pools, (own) => {
        const groups = nodeGroups(own, ["a", "b"], 110);
        const nodes = new Map(
          [...workerShares(groups)].map(([share, { node }]) => [
            share,
            nodeConfig(agentUserData(workerBoot(home, "lb.internal", node))),
          ]),
        );
        for (const group of groups) {
          const { labels, taints } = nodes.get(group.share)!;
          const told = groupTags(home, "dev-group", group);
          const under = (prefix: string) =>
            told
              .filter(({ key }) => key.startsWith(prefix))
              .map(({ key, value }) => `${key.slice(prefix.length)}=${value}`);
          expect([...labels].sort()).toEqual([...under(LABEL_TAG), RELEASE].sort());
          expect([...taints].sort()).toEqual(under(TAINT_TAG).sort());
        }
      }),
      { numRuns: 40 },
    );
  });

  test("have a template that says its release, and that says something else whenever they are told something else", () => {
    const node = { labels: {}, taints: [] };
    const said = templateDescription(home, node);
    expect(said).toMatch(/^K3s v1\.35\.8\+k3s1, start [0-9a-f]{8}$/);
    expect(templateDescription(sampleHome(), { ...node })).toBe(said);
    const others = [
      templateDescription(sampleHome({ agentRelease: "v1.36.4+k3s1" }), node),
      templateDescription(home, { ...node, labels: { "atoll/pool": "general" } }),
      templateDescription(sampleHome({ imageMirror: "mirror.lagoon.cloud" }), node),
    ];
    expect(new Set([said, ...others]).size).toBe(4);
  });

  test("are told which cluster they join, and nothing that is a secret", () => {
    const boot = workerBoot(home, "lb.internal", { labels: {}, taints: [] });
    expect(boot).toEqual({
      cluster: "dev",
      longhorn: false,
      version: "v1.35.8+k3s1",
      awsRegion: "eu-central-1",
      registrationAddress: "lb.internal",
      secretName: "atoll/dev/k3s-agent",
      labels: {},
      taints: [],
      maxPods: 110,
    });
    const mirrors = { imageMirror: "mirror.lagoon.cloud", releaseMirror: "https://mirror.lagoon.cloud/k3s" };
    expect(workerBoot(sampleHome(mirrors), "lb.internal", boot)).toMatchObject(mirrors);
  });

  test("say whose they are, and so do their groups, of which no provider tells", () => {
    const [group] = nodeGroups([samplePool()], ["a"], 110);
    const tags = groupTags(home, "dev-autoscaler-group-general-a", group!);
    const keys = tags.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining([...OWNER_TAGS, "k8s.io/cluster-autoscaler/dev"]));
    expect(new Set(keys).size).toBe(keys.length);
    const passedOn = tags.filter(({ propagateAtLaunch }) => propagateAtLaunch).map(({ key }) => key);
    expect(passedOn).toEqual(OWNER_TAGS.filter((key) => key !== "atoll:resource"));
    const machine = workerTags(home, "dev-autoscaler-template-general", "general");
    expect(Object.keys(machine)).toEqual(expect.arrayContaining([...OWNER_TAGS]));
    expect(machine).toMatchObject({ Name: "dev-general", "kubernetes.io/cluster/dev": "owned" });
  });

  test("come of spot machines first, whatever pools are called", () => {
    fc.assert(
      fc.property(pools, (own) => {
        const groups = nodeGroups(own, ["a", "b"], 110);
        const priorities = expanderPriorities(groups, (share) => workerGroupPattern("dev", share));
        for (const { key, capacity } of groups) {
          const name = workerGroupName("dev", key);
          const found = Object.entries(priorities).filter(([, all]) =>
            all.some((one) => new RegExp(one).test(name)),
          );
          expect(Math.max(...found.map(([number]) => Number(number)))).toBe(capacity === "spot" ? 20 : 10);
        }
      }),
    );
  });

  test("are sized by an autoscaler that may touch the groups of this cluster, and no other", () => {
    const sizing = workerPermissions("dev", PLACE).find(({ sid }) => sid === "SizeOwnGroups");
    expect(sizing?.resources).toEqual([
      "arn:aws:autoscaling:eu-central-1:210987654321:autoScalingGroup:*:autoScalingGroupName/atoll-dev--*",
    ]);
    expect(sizing?.conditions).toEqual({
      StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/dev": "owned" },
      StringLike: { "aws:ResourceTag/k8s.io/cluster-autoscaler/node-template/label/atoll/group": "*" },
    });
    const actions = workerPermissions("dev", PLACE).flatMap((one) => one.actions);
    expect(actions.filter((action) => action.startsWith("eks:"))).toEqual([]);
  });
});
