import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import type { AddOnObject } from "../../components/platform/contract.ts";
import { rolePlan } from "../../components/tenant/role-plan.ts";
import { chartSource } from "../../fleet/charts/chart-source.ts";
import { dataFolder } from "../../sandbox/kubernetes/chart-data.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { addOnContext } from "../components/platform/add-on-context.ts";
import { dataPlan, sampleDatabase } from "../components/tenant/data/sample-databases.ts";
import { NAMESPACE, startProviderWorld, type ProviderWorld } from "./provider-world.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const PLACE = "acme--live";

const metadata = (name: string, namespace?: string) => ({
  name,
  ...(namespace === undefined ? {} : { namespace }),
});

function sent(
  { apiVersion, kind, name, namespaced, annotations, body }: AddOnObject,
  namespace = PLACE,
): Properties {
  const place = namespaced ? { namespace } : {};
  const meta = { name, ...place, ...(annotations === undefined ? {} : { annotations }) };
  return { apiVersion, kind, metadata: meta, ...body } as Properties;
}

/** Every shape that the objects of a tenant's data have. */
const PLAN = dataPlan({
  mesh: true,
  backup: "hourly",
  volumeCopyHours: 6,
  databases: [
    sampleDatabase({ size: "large", pooler: true }),
    sampleDatabase({ name: "site", lifecycle: "retiring", major: "18" }),
    sampleDatabase({
      name: "copy",
      restore: { from: "shop", at: "2026-11-24T09:30:00+01:00", environment: "trial", cluster: "old" },
    }),
  ],
});
const ASLEEP = dataPlan({ suspended: true, databases: [sampleDatabase({ name: "asleep", pooler: true })] });

const own = ({ kind }: AddOnObject): boolean => !["SecretStore", "ObjectStore"].includes(kind);
const OBJECTS = [...PLAN.objects, ...ASLEEP.objects.filter(own)];

describe.skipIf(!existsSync(dataFolder()))("data of tenants in a real API server", () => {
  let world: ProviderWorld;

  beforeAll(async () => {
    world = await startProviderWorld();
    for (const name of [PLACE, "cnpg-system", "velero", "external-secrets"])
      await world.engine.create(NAMESPACE, name, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: metadata(name),
      });
    for (const [chart, namespace] of [
      ["cloudnative-pg", "cnpg-system"],
      ["plugin-barman-cloud", "cnpg-system"],
      ["velero-crds", "velero"],
      ["external-secrets", "external-secrets"],
    ] as const)
      await world.engine.create(RELEASE, chart, { name: chart, namespace, ...chartSource(chart) });
  });

  afterAll(() => world.stop());

  test.each(OBJECTS.map((object) => [`${object.kind} ${object.name}`, object] as const))(
    "%s is taken strictly, and shows no drift",
    async (_, object) => {
      const inputs = sent(object, object.namespace);
      const type = `kubernetes:${object.apiVersion}:${object.kind}`;
      const state = await world.engine.create(type, object.role, inputs);
      expect(await world.engine.diff(state, inputs)).toEqual({});
      expect((await world.engine.refresh(state))?.inputs).toEqual(state.inputs);
    },
  );

  test("so is the catalog of images, which databases name", async () => {
    const settings = { tenants: ["acme"] };
    const objects = ADD_ONS["cloudnative-pg"].objects?.(addOnContext("cloudnative-pg", { settings })) ?? [];
    const catalog = objects.find(({ role }) => role === "images");
    const state = await world.engine.create(
      "kubernetes:postgresql.cnpg.io/v1:ClusterImageCatalog",
      "images",
      sent(catalog!),
    );
    expect(await world.engine.diff(state, sent(catalog!))).toEqual({});
  });

  test("a volume may grow, and the account of a database never changes", async () => {
    const type = "kubernetes:postgresql.cnpg.io/v1:Cluster";
    const cluster = (storageGiB: number) => {
      const plan = dataPlan(
        { databases: [sampleDatabase({ name: "grows", storageGiB })] },
        { identity: "oidc" },
      );
      return sent(plan.objects.find(({ kind }) => kind === "Cluster")!);
    };
    const before = await world.engine.create(type, "grows", cluster(10));
    const after = await world.engine.update(before, cluster(20));
    expect(after.inputs["spec"]).toMatchObject({ storage: { size: "20Gi" } });
    const { spec, ...rest } = cluster(20) as { spec: object };
    const renamed = { ...rest, spec: { ...spec, serviceAccountName: "app" } } as Properties;
    await expect(world.engine.update(after, renamed)).rejects.toThrow("serviceAccountName is immutable");
  });

  test("roles of tenants write orders of Secrets, and nothing else of it", () => {
    const groups = ["external-secrets.io", "postgresql.cnpg.io", "barmancloud.cnpg.io", "velero.io"];
    const written = rolePlan().flatMap(({ name, rules }) =>
      rules
        .filter(({ apiGroups, verbs }) => groups.includes(apiGroups[0] ?? "") && verbs.includes("create"))
        .flatMap(({ resources }) => resources.map((one) => [name, one])),
    );
    expect(written).toEqual([["developer", "externalsecrets"]]);
  });
});
