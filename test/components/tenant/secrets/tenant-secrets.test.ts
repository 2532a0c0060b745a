import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tenantFolder } from "../../../../fleet/names.ts";
import { entryId } from "../../../../fleet/schema/scalars.ts";
import { definitionFaults } from "../../platform/chart-definitions.ts";
import { HAS_CHART_DATA } from "../../platform/chart-data.ts";
import { allows, dataPlan, known, objectsOfKind, specOf } from "../data/sample-databases.ts";

const READ = "secretsmanager:GetSecretValue";
const arn = (name: string): string =>
  `arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/${name}-a1B2c3`;
const readerOf = (tenant: string, environment: string) =>
  dataPlan({ tenant, environment, databases: [] }).grants[0]?.permissions ?? [];

describe("secrets of an environment", () => {
  test("come by one store of its namespace, whose orders name what is below its folder", () => {
    expect(specOf(dataPlan(), "SecretStore")).toEqual({
      provider: {
        aws: {
          service: "SecretsManager",
          region: "eu-central-1",
          prefix: "atoll/lagoon/tenants/acme/live/",
          auth: { jwt: { serviceAccountRef: { name: "secret-reader" } } },
        },
      },
    });
  });

  test("are read by an account whose token External Secrets shows, and with which no pod reaches the API server", () => {
    const [reader] = dataPlan({ databases: [] }).grants;
    expect(reader).toMatchObject({ serviceAccount: "secret-reader", bearer: "token", made: true });
    expect(reader).not.toHaveProperty("hasToken");
  });

  test("are only read, and only those of the same environment", () => {
    const rights = readerOf("acme", "live");
    expect(
      rights.flatMap(({ actions }) => actions).filter((one) => !/:(Get|Describe|List)/.test(one)),
    ).toEqual([]);
    expect(allows(rights, READ, arn("tenants/acme/live/api-key"))).toBe(true);
    for (const name of ["tenants/acme/trial/api-key", "tenants/acme-dev/live/api-key", "alert-routes"])
      expect([name, allows(rights, READ, arn(name))]).toEqual([name, false]);
  });

  test("are nobody else's, whatever the ids: a folder that ended without its slash would open others", () => {
    const ids = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((text) => entryId.safeParse(text).success);
    fc.assert(
      fc.property(ids, ids, ids, (tenant, environment, other) => {
        const rights = readerOf(tenant, environment);
        for (const [owner, place] of [
          [other, environment],
          [tenant, other],
          [`${tenant}-dev`, environment],
          [tenant, `${environment}-2`],
        ] as const) {
          const isOwn = owner === tenant && place === environment;
          expect(allows(rights, READ, arn(`${tenantFolder(owner, place)}key`))).toBe(isOwn);
        }
      }),
      { numRuns: 50 },
    );
    const open = readerOf("acme", "live").map((one) => ({
      ...one,
      resources: one.resources.map((text) => known(text).replace("live/*", "live*")),
    }));
    expect(allows(open, READ, arn("tenants/acme/live-2/key"))).toBe(true);
  });

  test("are made by people where External Secrets is missing, or nobody can prove who he is", () => {
    for (const changes of [{ addOns: ["cloudnative-pg"] as const }, { secrets: undefined }]) {
      const plan = dataPlan(changes as object);
      expect(objectsOfKind(plan, "SecretStore")).toEqual([]);
      expect(plan.grants.filter(({ serviceAccount }) => serviceAccount === "secret-reader")).toEqual([]);
    }
  });

  test.skipIf(!HAS_CHART_DATA)("the store is one that the API server takes", () => {
    const [store] = objectsOfKind(dataPlan(), "SecretStore");
    expect(definitionFaults(store!)).toEqual([]);
  });
});
