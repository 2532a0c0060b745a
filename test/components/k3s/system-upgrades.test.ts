import fc from "fast-check";
import { expect, test } from "vitest";
import { UPGRADE_RULES } from "../../../components/k3s/system/upgrade-controller-plan.ts";
import {
  AGENT_PLAN,
  SERVER_PLAN,
  upgradePlans,
  type UpgradeSettings,
} from "../../../components/k3s/system/upgrade-plan.ts";

const RELEASES = { serverRelease: "v1.36.4+k3s1", agentRelease: "v1.35.8+k3s1" };

function plans(changes: Partial<UpgradeSettings> = {}) {
  const made = upgradePlans({ ...RELEASES, ...changes });
  const [servers, agents] = [made.get(SERVER_PLAN), made.get(AGENT_PLAN)];
  if (servers === undefined || agents === undefined) throw new Error("a plan is missing");
  return { servers, agents };
}

interface Node {
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether a plan chooses a node, by the rules of label selectors. */
function chooses(plan: ReturnType<typeof plans>["servers"], { labels }: Node): boolean {
  return plan.nodeSelector.matchExpressions.every(({ key, operator, values = [] }) => {
    if (operator === "Exists") return key in labels;
    if (operator === "DoesNotExist") return !(key in labels);
    return !values.includes(labels[key] ?? "");
  });
}

const node = (isServer: boolean, release?: string): Node => ({
  labels: {
    ...(isServer ? { "node-role.kubernetes.io/control-plane": "true" } : {}),
    ...(release === undefined ? {} : { "atoll/k3s-release": release }),
  },
});

test("servers go one at a time and stay in use; agents are emptied first, and budgets are asked", () => {
  const { servers, agents } = plans();
  expect(servers).toMatchObject({ version: "v1.36.4+k3s1", concurrency: 1, cordon: true });
  expect(servers["drain"]).toBeUndefined();
  expect(agents).toMatchObject({
    version: "v1.35.8+k3s1",
    concurrency: 1,
    drain: { disableEviction: false, ignoreDaemonSets: true },
  });
  expect(JSON.stringify(agents["drain"])).not.toMatch(/skipWait|gracePeriod|podSelector/);
});

test("an agent never goes before the servers: it waits for their plan, whatever else is asked for", () => {
  const settings = fc.record(
    {
      serverRelease: fc.constantFrom("v1.34.11+k3s1", "v1.35.8+k3s1"),
      agentRelease: fc.constantFrom("v1.34.11+k3s1", "v1.35.8+k3s1"),
      imageMirror: fc.constantFrom(
        "registry.lagoon.cloud/mirror",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
      ),
    },
    { requiredKeys: ["serverRelease", "agentRelease"] },
  );
  fc.assert(
    fc.property(settings, (wish) => {
      const { servers, agents } = plans(wish);
      expect(agents.prepare).toEqual({
        image: expect.stringMatching(/rancher\/k3s-upgrade$/) as string,
        args: ["prepare", SERVER_PLAN],
      });
      expect(servers.prepare).toBeUndefined();
      expect(servers.concurrency).toBe(1);
    }),
  );
});

test("no node is in both plans, and each that is behind is in one", () => {
  const { servers, agents } = plans();
  const cases = [
    [node(true, "v1.35.8-k3s1"), true, false],
    [node(true, "v1.36.4-k3s1"), false, false],
    [node(false, "v1.34.11-k3s1"), false, true],
    [node(false, "v1.35.8-k3s1"), false, false],
    // Machines that nobody has labelled are looked at: their program is compared, and left if it is the same.
    [node(false), false, true],
    [node(true), true, false],
  ] as const;
  for (const [one, byServers, byAgents] of cases)
    expect([one.labels, chooses(servers, one), chooses(agents, one)]).toEqual([
      one.labels,
      byServers,
      byAgents,
    ]);
});

test("nodes that Karpenter launched are left to it, which replaces them when they drift", () => {
  const { labels } = node(false, "v1.34.11-k3s1");
  const launched = { labels: { ...labels, "karpenter.sh/nodepool": "general" } };
  expect([chooses(plans().agents, { labels }), chooses(plans().agents, launched)]).toEqual([true, false]);
});

test("a new agent of the agents' release is left alone while the servers are ahead: it would wait for ever", () => {
  expect(chooses(plans().agents, node(false, "v1.35.8-k3s1"))).toBe(false);
});

test("what a node runs afterwards is written down where the plans look", () => {
  for (const plan of Object.values(plans()))
    expect(plan["postCompleteLabels"]).toEqual({ "atoll/k3s-release": "$(LATEST_VERSION)" });
});

test("raising the agents' release changes the agents' plan and no other", () => {
  const before = plans();
  const after = plans({ agentRelease: RELEASES.serverRelease });
  expect(after.servers).toEqual(before.servers);
  expect(after.agents).not.toEqual(before.agents);
});

/** Fields of a plan's spec. @see https://github.com/rancher/system-upgrade-controller/blob/v0.20.1/doc/plan.md */
const FIELDS = [
  ...["channel", "concurrency", "cordon", "drain", "exclusive", "imagePullSecrets", "jobActiveDeadlineSecs"],
  ...["nodeSelector", "postCompleteDelay", "postCompleteLabels", "prepare", "priorityClassName", "secrets"],
  ...["serviceAccountName", "tolerations", "upgrade", "version", "window"],
];

test("the controller knows every field of a plan", () => {
  for (const plan of Object.values(plans()))
    expect(FIELDS).toEqual(expect.arrayContaining(Object.keys(plan)));
});

test("who upgrades a node can evict pods, and delete none past their budget", () => {
  const ofPods = [...UPGRADE_RULES.everywhere, ...UPGRADE_RULES.inside].filter(({ resources }) =>
    resources.some((one) => one.startsWith("pods")),
  );
  expect(ofPods.map(({ resources, verbs }) => [resources, verbs])).toEqual([
    [["pods"], ["get", "list"]],
    [["pods/eviction"], ["create"]],
  ]);
});
