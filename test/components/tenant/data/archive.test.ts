import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { archivePath, archivePermissions } from "../../../../components/tenant/data/archive.ts";
import { databaseArchive, tenantFolder } from "../../../../fleet/names.ts";
import { entryId } from "../../../../fleet/schema/scalars.ts";
import { allows, known, STORE } from "./sample-databases.ts";

const BUCKET = "arn:aws:s3:::atoll-lagoon-backups";
const ids = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((text) => entryId.safeParse(text).success);
/** Ids of which one may begin as the other does. */
const pairs = fc.oneof(
  fc.tuple(ids, ids),
  ids.map((id): [string, string] => [id, `${id}-dev`]),
  ids.map((id): [string, string] => [`${id}x`, id]),
);
const rightsOf = (tenant: string, own: string, others: readonly string[] = []) =>
  archivePermissions(STORE, { tenant, own, others });
const READ = "s3:GetObject";
const WRITE = "s3:PutObject";
const LIST = "s3:ListBucket";

describe("who archives the databases of an environment", () => {
  const rights = rightsOf("acme", "live", ["trial"]);

  test("writes and reads below its folder, and reads below the one that it begins from", () => {
    const own = `${BUCKET}/tenants/acme/live/dev.shop.17/base/1/data.tar.gz`;
    const other = `${BUCKET}/tenants/acme/trial/dev.shop.17/base/1/data.tar.gz`;
    expect([READ, WRITE].map((action) => allows(rights, action, own))).toEqual([true, true]);
    expect([READ, WRITE].map((action) => allows(rights, action, other))).toEqual([true, false]);
  });

  test("deletes nothing, and changes nothing of how objects are kept", () => {
    const actions = rights.flatMap((one) => one.actions);
    expect(
      actions.filter((action) => /Delete|Retention|LegalHold|Lifecycle|Versioning|\*/.test(action)),
    ).toEqual([]);
  });

  test("reads and writes nothing that is another tenant's or another environment's, whatever their ids", () => {
    fc.assert(
      fc.property(pairs, pairs, ids, ([tenant, other], [own, elsewhere], name) => {
        const given = rightsOf(tenant, own);
        for (const [owner, environment] of [
          [other, own],
          [other, elsewhere],
          [tenant, elsewhere],
        ] as const) {
          if (owner === tenant && environment === own) continue;
          const object = `${BUCKET}/${tenantFolder(owner, environment)}${databaseArchive("dev", name, "17")}/wals/1`;
          expect([READ, WRITE].filter((action) => allows(given, action, object))).toEqual([]);
          expect(allows(given, LIST, BUCKET, tenantFolder(owner, environment))).toBe(false);
        }
      }),
    );
  });

  test("a folder without its slash would open that of an id that begins alike", () => {
    const given = rightsOf("acme", "live");
    const without = given.map((one) => ({
      ...one,
      resources: one.resources.map((arn) => known(arn).replace("/live/*", "/live*")),
    }));
    const object = `${BUCKET}/tenants/acme/live-2/dev.shop.17/wals/1`;
    expect([allows(given, READ, object), allows(without, READ, object)]).toEqual([false, true]);
  });

  test("asks whether the bucket is there, for which no folder can be named", () => {
    expect(allows(rights, LIST, BUCKET)).toBe(true);
    expect(allows(rights, LIST, BUCKET, "tenants/zeta/live/")).toBe(false);
    expect(allows(rights, LIST, BUCKET, "tenants/acme/live/dev.shop.17/")).toBe(true);
  });

  test("uses the key by way of S3 alone", () => {
    expect(rights.at(-1)).toEqual({
      sid: "UseKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [STORE.keyArn],
      conditions: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
  });
});

test("the plugin wants the folder without a slash at its end", () => {
  expect(archivePath(STORE, "acme", "live")).toBe("s3://atoll-lagoon-backups/tenants/acme/live");
});

test("no two databases share an archive: ids hold neither a dot nor a slash", () => {
  fc.assert(
    fc.property(pairs, pairs, ([a, b], [c, d]) => {
      const one = databaseArchive(a, c, "17");
      expect(one === databaseArchive(b, d, "17")).toBe(a === b && c === d);
      expect(one.split(".")).toEqual([a, c, "17"]);
    }),
  );
});
