import { describe, expect, test } from "vitest";
import { velero } from "../../../../components/platform/data/velero.ts";
import { addOnPolicies, ownFaults } from "../../../../components/platform/plan.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";
import { SAMPLE_STORES, samplePlatform } from "../sample-platform.ts";

const SECRETS = { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" };

const values = (changes: ContextChanges = {}) => velero.values(addOnContext("velero", changes));
const rights = (changes: ContextChanges = {}) =>
  velero.rights?.(addOnContext("velero", changes)).flatMap(({ permissions }) => permissions) ?? [];

describe("Velero", () => {
  test("trap: restricted needs a securityContext inside the entry of the plugin's container, which the chart does not give it", () => {
    const { podSecurityContext, containerSecurityContext, initContainers } = values();
    const container = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    };
    expect(podSecurityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(containerSecurityContext).toEqual(container);
    expect(initContainers).toMatchObject([
      {
        image: "docker.io/velero/velero-plugin-for-aws:v1.14.2",
        securityContext: container,
        resources: { limits: { memory: "64Mi" } },
      },
    ]);
    expect(velero.contract.podSecurity).toBe("restricted");
  });

  test("trap: it acts as cluster administrator by default, and must, to bring back any kind: its page says so, and nobody enters its namespace", () => {
    expect(values()).not.toHaveProperty("rbac");
    expect(velero.contract.notes?.join(" ")).toContain("It acts as cluster administrator");
    const ways = Object.values(velero.contract.traffic).filter((one) => "from" in one);
    expect(ways).toEqual([{ from: "metrics", port: 8085 }]);
  });

  test("trap: its monitor would come and go with what the chart finds: it is switched by what is there", () => {
    expect(values({ beside: ["prometheus-operator-crds"] })).toMatchObject({
      metrics: { serviceMonitor: { enabled: true, autodetect: false } },
    });
    expect(values()).toMatchObject({ metrics: { serviceMonitor: { enabled: false, autodetect: false } } });
  });

  test("trap: a job of its chart can take its kinds away, and with them all that is known of backups: it never runs", () => {
    expect(values()).toMatchObject({ cleanUpCRDs: false });
  });

  test("trap: a disruption budget for its one pod would block every drain, so it has none", () => {
    for (const replicas of [1, 3]) {
      expect(values({ settings: { replicas } })).toMatchObject({ podDisruptionBudget: { enabled: false } });
    }
  });

  test("trap: the job that upgrades kinds is left out, for they are a release of their own, and never go", () => {
    expect(values()).toMatchObject({ upgradeCRDs: false, cleanUpCRDs: false });
    expect(velero.contract.crdChart).toBe("velero-crds");
    expect(CHARTS["velero-crds"].crds).toEqual({ source: "packed", keep: true });
  });

  test("trap: an agent on nodes would mount their file system as root and open the namespace: there is none", () => {
    expect(values()).toMatchObject({ deployNodeAgent: false });
  });

  test("trap: by default it wants a Secret with keys: it acts by the identity of its ServiceAccount, and no Secret with keys is mounted", () => {
    expect(values()).toMatchObject({
      credentials: { useSecret: false },
      serviceAccount: { server: { name: "velero", annotations: { role: "role of velero" } } },
    });
  });

  test("trap: snapshots need the feature and the driver's add-on; Velero then has no right on volumes", () => {
    const changes: ContextChanges = {
      beside: ["volume-snapshots"],
      settings: { secrets: SECRETS, ebsVolumes: true },
    };
    expect(values(changes)).toMatchObject({
      snapshotsEnabled: false,
      configuration: { features: "EnableCSI", volumeSnapshotLocation: [] },
    });
    const actions = rights(changes).flatMap(({ actions: some }) => some);
    expect(actions.filter((action) => action.startsWith("ec2:"))).toEqual([]);
    expect(velero.contract.after).toEqual(["volume-snapshots"]);
  });

  test("where the driver of EBS makes no snapshots, Velero does: of the driver's volumes, and it deletes only its own", () => {
    const changes: ContextChanges = { settings: { secrets: SECRETS, ebsVolumes: true } };
    const configuration = {
      volumeSnapshotLocation: [
        { name: "default", provider: "velero.io/aws", config: { region: "eu-central-1" } },
      ],
    };
    expect(values(changes)).toMatchObject({ snapshotsEnabled: true, configuration });
    expect(values(changes)["configuration"]).not.toHaveProperty("features");
    const snapshots = "arn:aws:ec2:eu-central-1::snapshot/*";
    const volumes = "arn:aws:ec2:eu-central-1:111122223333:volume/*";
    expect(rights(changes).slice(3)).toEqual([
      { sid: "SeeSnapshots", actions: ["ec2:DescribeSnapshots", "ec2:DescribeVolumes"], resources: ["*"] },
      {
        sid: "SnapshotVolumes",
        actions: ["ec2:CreateSnapshot"],
        resources: [volumes],
        conditions: { StringEquals: { "aws:ResourceTag/ebs.csi.aws.com/cluster": "true" } },
      },
      { sid: "MakeSnapshots", actions: ["ec2:CreateSnapshot"], resources: [snapshots] },
      { sid: "MakeVolumes", actions: ["ec2:CreateVolume"], resources: [volumes, snapshots] },
      {
        sid: "TagWhatIsMade",
        actions: ["ec2:CreateTags"],
        resources: [snapshots, volumes],
        conditions: { StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateVolume"] } },
      },
      {
        sid: "DeleteOwnSnapshots",
        actions: ["ec2:DeleteSnapshot"],
        resources: [snapshots],
        conditions: { StringLike: { "aws:ResourceTag/velero.io/backup": "*" } },
      },
    ]);
  });

  test("volumes of folders and of others' drivers are in no backup, and nothing pretends so", () => {
    const { schedules, snapshotsEnabled } = values();
    expect(snapshotsEnabled).toBe(false);
    expect(Object.keys(schedules as object)).toEqual(["daily"]);
    expect(schedules).toMatchObject({ daily: { template: { snapshotVolumes: false } } });
  });

  test("backups lie below a prefix of the cluster, and it reaches nothing beside that", () => {
    const { bucket } = SAMPLE_STORES.backups!;
    expect(values()).toMatchObject({
      configuration: {
        backupStorageLocation: [
          {
            name: "default",
            default: true,
            provider: "velero.io/aws",
            bucket,
            prefix: "dev-velero",
            config: { region: "eu-central-1" },
          },
        ],
      },
    });
    expect(rights().map(({ resources }) => resources)).toEqual([
      [`arn:aws:s3:::${bucket}`],
      [`arn:aws:s3:::${bucket}/dev-velero/*`],
      [SAMPLE_STORES.backups!.keyArn],
    ]);
  });

  test("namespaces of the platform, and those that the entry names, are in no backup", () => {
    const { schedules } = values({
      beside: ["traefik", "cert-manager"],
      own: { excludeNamespaces: ["scratch--dev"] },
    });
    const { excludedNamespaces } = (schedules as { daily: { template: { excludedNamespaces: string[] } } })
      .daily.template;
    expect(excludedNamespaces).toEqual([
      "kube-node-lease",
      "kube-public",
      "kube-system",
      "cert-manager",
      "traefik",
      "velero",
      "scratch--dev",
    ]);
  });

  test("without a bucket it is refused before anything is registered, with the remedy", () => {
    expect(ownFaults(velero, samplePlatform({ stores: { logs: SAMPLE_STORES.logs! } }))).toEqual([
      {
        name: "velero",
        expected: "a bucket for backups in eu-central, in which velero keeps its objects",
        hint: "say buckets.backups in regions/eu-central.yaml, or switch velero off",
      },
    ]);
    expect(ownFaults(velero, samplePlatform())).toEqual([]);
  });

  test("a bucket that deletes backups before Velero does is refused", () => {
    const stores = { backups: { ...SAMPLE_STORES.backups!, keepDays: 29 } };
    expect(ownFaults(velero, samplePlatform({ stores }))).toEqual([
      {
        name: "velero",
        expected: "a bucket that keeps what velero does, for 30 days",
        got: "one that deletes after 29",
        hint: "raise buckets.backups.keepDays in regions/eu-central.yaml, or lower addOns.velero.keepDays",
      },
    ]);
  });

  test("its pods reach the bucket and who gives them rights, and nobody reaches them but metrics", () => {
    const policies = addOnPolicies(velero, samplePlatform({ addOns: ["velero"] }), {
      identity: "pod-identity",
      ipFamily: "ipv4",
    });
    expect([...policies.keys()]).toEqual(["default-deny", "allow"]);
    expect(policies.get("allow")?.ingress).toHaveLength(1);
    expect(policies.get("allow")?.egress).toHaveLength(4);
  });
});
