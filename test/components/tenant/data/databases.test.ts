import { describe, expect, test } from "vitest";
import { entryId } from "../../../../fleet/schema/scalars.ts";
import { definitionFaults } from "../../platform/chart-definitions.ts";
import { HAS_CHART_DATA } from "../../platform/chart-data.ts";
import { dataPlan, objectsOfKind, sampleDatabase, specOf } from "./sample-databases.ts";

const cluster = (...parameters: Parameters<typeof dataPlan>) => specOf(dataPlan(...parameters), "Cluster");
const withDatabase = (changes: Parameters<typeof sampleDatabase>[0]) => ({
  databases: [sampleDatabase(changes)],
});

describe("a database", () => {
  test("is three objects: where it is archived, itself, and its base backups", () => {
    const own = dataPlan().objects.filter(({ needs }) => needs === "cloudnative-pg");
    expect(own.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "ObjectStore archive",
      "Cluster postgres-shop",
      "ScheduledBackup postgres-shop-17",
    ]);
  });

  test("has as many instances, and as much of all, as its size says, or its entry", () => {
    const figures = (["small", "medium", "large"] as const).map((size) => {
      const spec = cluster(withDatabase({ size }));
      const { requests } = spec["resources"] as { requests: object };
      const { size: storage } = spec["storage"] as { size: string };
      return [spec["instances"], storage, requests];
    });
    expect(figures).toEqual([
      [1, "10Gi", { cpu: "250m", memory: "1Gi", "ephemeral-storage": "1Gi" }],
      [2, "50Gi", { cpu: "500m", memory: "2Gi", "ephemeral-storage": "1Gi" }],
      [3, "200Gi", { cpu: "2", memory: "8Gi", "ephemeral-storage": "1Gi" }],
    ]);
    const own = cluster(withDatabase({ instances: 2, storageGiB: 20 }));
    expect([own["instances"], own["storage"]]).toEqual([
      2,
      { size: "20Gi", storageClass: "gp3", resizeInUseVolumes: true },
    ]);
  });

  test("waits for a standby with each commit where it has one, and stops no drain where it has none", () => {
    const synchronous = { method: "any", number: 1, dataDurability: "preferred" };
    expect(cluster(withDatabase({ size: "medium" }))).toMatchObject({
      enablePDB: true,
      primaryUpdateMethod: "switchover",
      postgresql: { synchronous },
    });
    const alone = cluster();
    expect(alone).toMatchObject({ enablePDB: false, primaryUpdateMethod: "restart" });
    expect(alone["postgresql"]).not.toHaveProperty("synchronous");
  });

  test("has no superuser, keeps its pods apart, and is pulled anew, as all that runs beside tenants", () => {
    expect(cluster()).toMatchObject({
      enableSuperuserAccess: false,
      imagePullPolicy: "Always",
      affinity: { podAntiAffinityType: "required", topologyKey: "kubernetes.io/hostname" },
    });
  });

  test("is on nodes of its tenant where those are forced, and its poolers are", () => {
    const placed = {
      nodeSelector: { "node-restriction.kubernetes.io/atoll-tenant": "acme" },
      tolerations: [{ key: "atoll/tenant", operator: "Equal", value: "acme", effect: "NoSchedule" }],
    };
    const plan = dataPlan({ ownNodes: true, ...withDatabase({ pooler: true }) });
    expect(specOf(plan, "Cluster")["affinity"]).toMatchObject(placed);
    expect(specOf(plan, "Pooler")["template"]).toMatchObject({ spec: placed });
    expect(cluster()["affinity"]).not.toHaveProperty("nodeSelector");
  });

  test("is out of the mesh where there is one, for its operator is, and bears its tenant's labels", () => {
    const owner = { "atoll/tenant": "acme", "atoll/environment": "live" };
    expect(cluster()["inheritedMetadata"]).toEqual({ labels: owner });
    expect(cluster({ mesh: true })["inheritedMetadata"]).toEqual({
      labels: { ...owner, "istio.io/dataplane-mode": "none", "istio.io/use-waypoint": "none" },
    });
  });

  test("names an account of its own only where accounts bear the names of roles", () => {
    expect(cluster()).not.toHaveProperty("serviceAccountName");
    const oidc = dataPlan({}, { identity: "oidc" });
    expect(specOf(oidc, "Cluster")["serviceAccountName"]).toBe("postgres-shop");
    expect(oidc.grants.at(-1)).toMatchObject({ serviceAccount: "postgres-shop", made: true, hasToken: true });
    expect(dataPlan().grants.at(-1)).not.toHaveProperty("made");
  });

  test("never runs as an account that a tenant's programs have, whatever its id", () => {
    for (const name of ["app", "default", "deployer"]) {
      expect(entryId.safeParse(name).success).toBe(true);
      const { grants } = dataPlan(withDatabase({ name }));
      expect(grants.at(-1)?.serviceAccount).toBe(`postgres-${name}`);
    }
  });
});

describe("there is no database", () => {
  test.each([
    ["without its operator", { addOns: ["external-secrets"] as const }, {}],
    ["without a bucket for its archive", { store: undefined }, {}],
    ["without an identity by which it would be archived", {}, { identity: "none" as const }],
  ])("%s", (_, changes, facts) => {
    const { store, ...others } = { store: undefined, ...changes };
    const plan = dataPlan("store" in changes ? ({ ...others, store } as object) : changes, facts);
    expect(plan.objects.filter(({ needs }) => needs === "cloudnative-pg")).toEqual([]);
    expect(plan.grants.filter(({ serviceAccount }) => serviceAccount.startsWith("postgres-"))).toEqual([]);
    expect(plan.policies.map(({ name }) => name)).not.toContain("databases");
  });
});

describe("a database refuses to go", () => {
  const isProtected = (...parameters: Parameters<typeof dataPlan>) =>
    objectsOfKind(dataPlan(...parameters), "Cluster")[0]?.protect;

  test("where its cluster protects, until it retires", () => {
    expect(isProtected({ protect: true })).toBe(true);
    expect(isProtected({ protect: true, ...withDatabase({ lifecycle: "retiring" }) })).toBe(false);
    expect(isProtected()).toBe(false);
  });

  test("while its tenant sleeps, for no last backup could be made", () => {
    const retiring = withDatabase({ lifecycle: "retiring" });
    expect(isProtected({ protect: true, suspended: true, ...retiring })).toBe(true);
    expect(objectsOfKind(dataPlan({ suspended: true, ...retiring }), "Backup")).toEqual([]);
  });
});

test("a suspended tenant's databases sleep and keep their volumes, and nothing is backed up meanwhile", () => {
  const plan = dataPlan({ suspended: true, ...withDatabase({ pooler: true }) });
  expect(objectsOfKind(plan, "Cluster")[0]?.annotations).toEqual({ "cnpg.io/hibernation": "on" });
  expect(specOf(plan, "Pooler")["instances"]).toBe(0);
  expect(specOf(plan, "ScheduledBackup")["suspend"]).toBe(true);
  expect(objectsOfKind(dataPlan(), "Cluster")[0]?.annotations).toEqual({ "cnpg.io/hibernation": "off" });
});

describe("a major version", () => {
  test("comes from the catalog of the cluster, and has an archive and base backups of its own", () => {
    const majors = (["17", "18"] as const).map((major) => {
      const plan = dataPlan(withDatabase({ major }));
      const spec = specOf(plan, "Cluster");
      const [{ parameters }] = spec["plugins"] as [{ parameters: object }];
      return [spec["imageCatalogRef"], parameters, objectsOfKind(plan, "ScheduledBackup")[0]?.name];
    });
    const catalog = { apiGroup: "postgresql.cnpg.io", kind: "ClusterImageCatalog", name: "postgresql" };
    const archive = { barmanObjectName: "archive" };
    expect(majors).toEqual([
      [{ ...catalog, major: 17 }, { ...archive, serverName: "dev.shop.17" }, "postgres-shop-17"],
      [{ ...catalog, major: 18 }, { ...archive, serverName: "dev.shop.18" }, "postgres-shop-18"],
    ]);
  });
});

describe("a database that begins as another was", () => {
  const restored = (restore: object) =>
    dataPlan({ databases: [sampleDatabase({ name: "shop-2", restore: { from: "shop", ...restore } })] });
  const source = (plan: ReturnType<typeof dataPlan>) => {
    const [{ plugin }] = specOf(plan, "Cluster")["externalClusters"] as [{ plugin: object }];
    return plugin;
  };
  const name = "barman-cloud.cloudnative-pg.io";

  test("reads the other's archive up to a moment, and writes one of its own", () => {
    const plan = restored({ at: "2026-11-24T09:30:00Z" });
    const spec = specOf(plan, "Cluster");
    expect(spec["bootstrap"]).toEqual({
      recovery: {
        source: "source",
        database: "app",
        owner: "app",
        recoveryTarget: { targetTime: "2026-11-24T09:30:00Z" },
      },
    });
    const parameters = { barmanObjectName: "archive", serverName: "dev.shop.17" };
    expect(source(plan)).toEqual({ name, parameters });
    expect(spec["plugins"]).toEqual([
      { name, isWALArchiver: true, parameters: { ...parameters, serverName: "dev.shop-2.17" } },
    ]);
  });

  test("reads that of another cluster, or environment, of the same tenant", () => {
    const elsewhere = restored({ cluster: "old" });
    expect(source(elsewhere)).toMatchObject({ parameters: { serverName: "old.shop.17" } });
    const other = restored({ environment: "trial" });
    expect(source(other)).toMatchObject({ parameters: { barmanObjectName: "archive-trial" } });
    const stores = objectsOfKind(other, "ObjectStore").map(({ body }) => body["spec"]);
    expect(stores).toMatchObject([
      { configuration: { destinationPath: "s3://atoll-lagoon-backups/tenants/acme/live" } },
      { configuration: { destinationPath: "s3://atoll-lagoon-backups/tenants/acme/trial" } },
    ]);
  });
});

describe("base backups", () => {
  test("are made each night, at a minute that is the database's own, and at once when an archive begins", () => {
    const times = Array.from({ length: 50 }, (_, index) =>
      specOf(dataPlan(withDatabase({ name: `shop${index}` })), "ScheduledBackup"),
    );
    for (const { schedule, immediate } of times) {
      expect(schedule).toMatch(/^0 [1-5]?\d [0-4] \* \* \*$/);
      expect(immediate).toBe(true);
    }
    expect(new Set(times.map(({ schedule }) => schedule)).size).toBeGreaterThan(40);
  });
});

describe.skipIf(!HAS_CHART_DATA)("with the charts' definitions", () => {
  const changes = [
    {},
    { mesh: true, ownNodes: true, suspended: true, protect: true },
    withDatabase({ size: "large", major: "18", pooler: true, lifecycle: "retiring" }),
    withDatabase({ restore: { from: "main", at: "2026-11-24T09:30:00+01:00", environment: "trial" } }),
  ];

  test.each(changes)("every object is one that the API server takes (%#)", (one) => {
    for (const identity of ["pod-identity", "oidc"] as const) {
      const { objects } = dataPlan({ ...one, backup: "hourly", volumeCopyHours: 6 }, { identity });
      expect(objects.length).toBeGreaterThan(4);
      for (const object of objects)
        expect([object.name, definitionFaults(object)]).toEqual([object.name, []]);
    }
  });
});
