import { describe, expect, test } from "vitest";
import { ebsPermissions } from "../../../components/k3s/system/ebs-permissions.ts";
import { ebsValues } from "../../../components/k3s/system/ebs-plan.ts";
import { systemLoadBalancerValues } from "../../../components/k3s/system/load-balancer-plan.ts";
import {
  longhornLabels,
  longhornPolicies,
  longhornValues,
} from "../../../components/k3s/system/longhorn-plan.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { datastoreFlags } from "../../../fleet/k3s/datastore-flags.ts";

const IDENTITY = { "eks.amazonaws.com/role-arn": "arn:aws:iam::210987654321:role/x" };
const CLOUD = {
  cluster: "dev",
  awsRegion: "eu-central-1",
  tags: { "atoll:stack": "dev" },
  identity: IDENTITY,
  replicas: 2,
};

describe("Longhorn's chart", () => {
  const values = longhornValues({ places: 3, zoned: true, autoscaled: true });

  test("trap: its kinds carry no mark to be kept, so volumes would go with its release: it takes none away unless Longhorn itself is told", () => {
    expect(CHARTS.longhorn.crds).toMatchObject({ source: "templates", keep: false });
    expect(JSON.stringify(values)).not.toMatch(/deleting.?confirmation/i);
  });

  test("trap: its hooks check what an upgrade skips, over one minor at a time: the release runs them", () => {
    expect(values).toMatchObject({ preUpgradeChecker: { jobEnabled: true, upgradeVersionCheck: true } });
  });

  test("trap: its policies, of which one is on by default, let anybody call its webhooks and no metrics pass: ours stand instead", () => {
    expect(values).toMatchObject({ networkPolicies: { enabled: false, restrictInternalTraffic: false } });
    const policies = longhornPolicies({ apiServerRanges: ["10.0.0.0/28"], nodeRanges: ["10.0.1.0/24"] });
    expect(policies.get("default-deny")).toMatchObject({ podSelector: {} });
    expect([...policies.keys()]).toContain("allow-admission");
  });

  test("trap: its page asks nobody who he is: it has no pod", () => {
    expect(values).toMatchObject({ longhornUI: { replicas: 0 } });
  });

  test("trap: it tells its maker of its use, and asks for newer versions, unless it is told not to", () => {
    expect(values).toMatchObject({
      defaultSettings: { allowCollectingLonghornUsageMetrics: false, upgradeChecker: false },
    });
  });

  test("trap: a node that is drained would take the last copy of a volume along", () => {
    expect(values).toMatchObject({
      defaultSettings: { nodeDrainPolicy: "block-if-contains-last-replica", replicaSoftAntiAffinity: false },
    });
  });

  test("trap: its pods are privileged whatever its values say: its namespace is, in all three modes", () => {
    expect(longhornLabels("1.35")).toMatchObject({
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/audit": "privileged",
      "pod-security.kubernetes.io/warn": "privileged",
    });
  });
});

describe("the driver of EBS", () => {
  const values = ebsValues(CLOUD);

  test("trap: its test pulls an image that is no release: it is off", () => {
    expect(values).toMatchObject({ helmTester: { enabled: false } });
  });

  test("trap: pods for Windows are on by default: there are no such nodes", () => {
    expect(values).toMatchObject({ node: { enableWindows: false } });
  });

  test("trap: its container for snapshots comes only where their kinds are: here they are not, and it has no right to make any", () => {
    expect(values).not.toHaveProperty("sidecars.snapshotter");
    expect(CHARTS["aws-ebs-csi-driver"].images.filter((image) => image.includes("snapshotter"))).toEqual([]);
    const actions = ebsPermissions("dev", { accountId: "210987654321", awsRegion: "eu-central-1" }).flatMap(
      (one) => one.actions,
    );
    expect(actions.filter((action) => action.includes("Snapshot"))).toEqual([]);
  });

  test("trap: monitors of its chart are gated on a kind that comes later: it has none", () => {
    expect(values).not.toHaveProperty("controller.enableMetrics");
    expect(values).not.toHaveProperty("controller.serviceMonitor");
  });

  test("trap: one pod of the controller with the chart's budget would stop every drain", () => {
    expect(ebsValues({ ...CLOUD, replicas: 1 })).toMatchObject({
      controller: { podDisruptionBudget: { enabled: false } },
    });
  });

  test("trap: volumes that carry no tag of the cluster are not its own: it gives its tags to each", () => {
    expect(values).toMatchObject({
      controller: { k8sTagClusterId: "dev", extraVolumeTags: { "atoll:stack": "dev" } },
    });
  });
});

test("trap: without cert-manager the load balancers' chart makes another certificate at each upgrade: it keeps the one it has", () => {
  expect(systemLoadBalancerValues({ ...CLOUD, vpcId: "vpc-1" })).toMatchObject({ keepTLSSecret: true });
});

test("trap: K3s brings what the platform brings as well, and two owners would fight: its own are off", () => {
  const disabled = (serviceLb: boolean, localStorage: boolean) =>
    datastoreFlags({ podCidr: "100.64.0.0/16", serviceCidr: "172.20.0.0/16", serviceLb, localStorage })
      .filter(({ key }) => key === "disable")
      .map(({ value }) => value);
  expect(disabled(false, false)).toEqual(["traefik", "metrics-server", "servicelb", "local-storage"]);
  expect(disabled(true, true)).toEqual(["traefik", "metrics-server"]);
});
