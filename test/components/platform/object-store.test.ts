import fc from "fast-check";
import { expect, test } from "vitest";
import { storePermissions, storePrefix } from "../../../components/platform/object-store.ts";
import { storeFaults } from "../../../components/platform/store-faults.ts";
import { addOns, type AddOnChoices } from "../../../fleet/schema/add-ons.ts";
import { entryId } from "../../../fleet/schema/scalars.ts";
import { SAMPLE_STORES, samplePlatform } from "./sample-platform.ts";

const LOGS = { bucket: "logs-bucket", awsRegion: "eu-central-1", keyArn: "arn:aws:kms:x", keepDays: 365 };

const ids = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter((id) => entryId.safeParse(id).success);

test("an add-on sees and changes objects below its own prefix, by the key of the bucket and only through S3", () => {
  expect(storePermissions(LOGS, "dev-loki")).toEqual([
    {
      sid: "ListOwnObjects",
      actions: ["s3:ListBucket"],
      resources: ["arn:aws:s3:::logs-bucket"],
      conditions: { StringLike: { "s3:prefix": ["dev-loki", "dev-loki/*"] } },
    },
    {
      sid: "KeepOwnObjects",
      actions: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ],
      resources: ["arn:aws:s3:::logs-bucket/dev-loki/*"],
    },
    {
      sid: "UseKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["arn:aws:kms:x"],
      conditions: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    },
  ]);
});

test("no two add-ons of any clusters share a prefix, nor is one the beginning of another's names", () => {
  const names = fc.constantFrom("loki", "tempo", "velero");
  fc.assert(
    fc.property(ids, names, ids, names, (cluster, addOn, other, second) => {
      fc.pre(cluster !== other || addOn !== second);
      expect(`${storePrefix(other, second)}/x`.startsWith(`${storePrefix(cluster, addOn)}/`)).toBe(false);
    }),
  );
});

test("a prefix is what Loki takes for one: letters, digits and hyphens", () => {
  fc.assert(
    fc.property(ids, (cluster) => {
      expect(storePrefix(cluster, "loki")).toMatch(/^[\da-zA-Z-]+$/);
    }),
  );
});

const choices = (entry: object): AddOnChoices => addOns.parse(entry);
const without = samplePlatform({ stores: {} });

test("an add-on without its bucket is told which to make, and what it can do without", () => {
  expect(storeFaults("loki", without, 30)).toEqual([
    {
      expected: "a bucket for logs in eu-central, in which loki keeps its objects",
      hint: "say buckets.logs in regions/eu-central.yaml, or addOns.loki.storage: volume, or switch loki and what requires it off",
    },
  ]);
  expect(storeFaults("velero", without, 30)).toEqual([
    {
      expected: "a bucket for backups in eu-central, in which velero keeps its objects",
      hint: "say buckets.backups in regions/eu-central.yaml, or switch velero and what requires it off",
    },
  ]);
});

test("with a volume it needs none", () => {
  const settings = { ...without, choices: choices({ loki: { storage: "volume" } }) };
  expect(storeFaults("loki", settings, 30)).toEqual([]);
});

test("a bucket that deletes what is still read is refused, a week of grace included", () => {
  const keeping = (keepDays: number) =>
    samplePlatform({ stores: { ...SAMPLE_STORES, logs: { ...LOGS, keepDays } } });
  expect(storeFaults("loki", keeping(97), 90)).toEqual([]);
  expect(storeFaults("loki", keeping(96), 90)).toEqual([
    {
      expected:
        "a bucket for logs in eu-central that keeps objects for at least 97 days, for loki keeps what is in them for 90",
      hint: "say buckets.logs.keepDays: 97 in regions/eu-central.yaml",
    },
  ]);
});

test("what keeps nothing in a bucket needs none", () => {
  expect(storeFaults("traefik", without, 30)).toEqual([]);
});
