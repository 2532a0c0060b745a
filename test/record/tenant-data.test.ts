import { describe, expect, test } from "vitest";
import type { ClusterFacts, Permission } from "../../components/cluster/cluster.ts";
import type { TenantSettings } from "../../components/tenant/settings.ts";
import { TenantSlice } from "../../components/tenant/tenant-slice.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { dataSlice, sampleDatabase } from "../components/tenant/data/sample-databases.ts";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { fakeCluster } from "./record-slices.ts";

interface Recorded {
  readonly resources: readonly PlannedResource[];
  readonly grants: readonly {
    readonly account: string;
    readonly bearer: string;
    readonly permissions: readonly Permission[];
  }[];
}

/** What slices register in a cluster that gives rights, each of which is a thing to wait for. */
async function recordData(
  slices: readonly TenantSettings[],
  identity: ClusterFacts["identity"] = "pod-identity",
): Promise<Recorded> {
  const grants: Recorded["grants"][number][] = [];
  const resources = await record(
    () => {
      const plain = fakeCluster();
      const facts = { ...plain.facts, identity };
      const grantIdentity = (
        namespace: string,
        account: string,
        permissions: readonly Permission[],
        bearer = "pod",
      ) => {
        const name = `rights-${namespace}.${account}`;
        grants.push({ account: `${namespace}/${account}`, bearer, permissions });
        const annotations = identity === "oidc" || bearer === "token" ? { role: name } : {};
        return { annotations, dependencies: [new ConfigMap(name, {}, { provider: plain.provider })] };
      };
      for (const slice of slices) {
        const name = `${slice.tenant}--${slice.environment}`;
        new TenantSlice(name, { cluster: { ...plain, facts, grantIdentity }, ...slice });
      }
    },
    { stack: "dev" },
  );
  return { resources: resources.filter(({ type }) => !type.startsWith("pulumi:")), grants };
}

const find = ({ resources }: Recorded, name: string): PlannedResource => {
  const found = resources.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const RIGHTS = "kubernetes:core/v1:ConfigMap::rights-acme--live.";

describe("a database of a slice", async () => {
  const recorded = await recordData([dataSlice()]);

  test("comes after the rights of its account, and after the walls", () => {
    const { dependencies } = find(recorded, "acme--live-database-shop");
    expect(dependencies).toContain(`${RIGHTS}postgres-shop`);
    for (const wall of ["policy-tier", "policy-databases", "limits", "quota-tier"])
      expect(dependencies.filter((one) => one.endsWith(`::acme--live-${wall}`))).toHaveLength(1);
  });

  test("and the secrets of its environment are these resources, beside what every slice has", async () => {
    const bare = await recordData([dataSlice({ addOns: [], databases: [] })]);
    const known = new Set(bare.resources.map(resourceKey));
    const more = recorded.resources.map(resourceKey).filter((one) => !known.has(one));
    expect(more.sort()).toEqual([
      "kubernetes:barmancloud.cnpg.io/v1:ObjectStore::acme--live-archive",
      `${RIGHTS}postgres-shop`,
      `${RIGHTS}secret-reader`,
      "kubernetes:core/v1:ServiceAccount::acme--live-account-secret-reader",
      "kubernetes:external-secrets.io/v1:SecretStore::acme--live-secret-store",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy::acme--live-policy-databases",
      "kubernetes:postgresql.cnpg.io/v1:Cluster::acme--live-database-shop",
      "kubernetes:postgresql.cnpg.io/v1:ScheduledBackup::acme--live-backups-shop-17",
    ]);
  });

  test("is archived with rights that only its pods have, and secrets are read by tokens", () => {
    expect(recorded.grants.map(({ account, bearer }) => [account, bearer])).toEqual([
      ["acme--live/secret-reader", "token"],
      ["acme--live/postgres-shop", "pod"],
    ]);
  });

  test("has an account from here where accounts bear the names of roles", async () => {
    const oidc = await recordData([dataSlice()], "oidc");
    expect(find(oidc, "acme--live-account-postgres-shop").inputs).toMatchObject({
      automountServiceAccountToken: true,
      metadata: { name: "postgres-shop", annotations: { role: "rights-acme--live.postgres-shop" } },
    });
    expect(find(oidc, "acme--live-account-secret-reader").inputs).toMatchObject({
      automountServiceAccountToken: false,
      metadata: { annotations: { role: "rights-acme--live.secret-reader" } },
    });
  });

  test("is protected where its cluster protects, and nothing else of it is", async () => {
    const kept = await recordData([dataSlice({ protect: true })]);
    expect(kept.resources.filter((one) => one.protect).map(({ name }) => name)).toEqual([
      "acme--live-namespace",
      "acme--live-database-shop",
    ]);
    const retiring = [sampleDatabase({ lifecycle: "retiring" })];
    const going = await recordData([dataSlice({ protect: true, databases: retiring })]);
    expect(going.resources.filter((one) => one.protect).map(({ name }) => name)).toEqual([
      "acme--live-namespace",
    ]);
    expect(find(going, "acme--live-last-backup-shop").type).toBe("kubernetes:postgresql.cnpg.io/v1:Backup");
  });
});

test("a new major version replaces nothing but the base backups, whose archive is a new one", async () => {
  const keys = async (major: "17" | "18") => {
    const { resources } = await recordData([dataSlice({ databases: [sampleDatabase({ major })] })]);
    return resources.map(resourceKey);
  };
  const [before, after] = [await keys("17"), await keys("18")];
  expect(before.filter((one) => !after.includes(one))).toEqual([
    "kubernetes:postgresql.cnpg.io/v1:ScheduledBackup::acme--live-backups-shop-17",
  ]);
});

test("no tenant's data is named by what another has", async () => {
  const alone = await recordData([dataSlice()]);
  const among = await recordData([
    dataSlice(),
    dataSlice({ tenant: "acme-dev" }),
    dataSlice({ tenant: "a" }),
  ]);
  const own = among.resources.filter(({ name }) => /(^|-)acme--live/.test(name));
  expect(own.map(resourceKey)).toEqual(
    alone.resources.map(resourceKey).filter((one) => !one.endsWith("::nodes-are-ready")),
  );
  expect(JSON.stringify(own)).not.toContain("acme-dev");
});
