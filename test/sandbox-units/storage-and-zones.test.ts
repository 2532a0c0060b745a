import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { ACCOUNT, REGION, startSandbox } from "./network.ts";

test("a bucket gets a name of its own, in lower case, when the program gives none", async () => {
  const { engine } = await startSandbox();
  const bucket = await engine.create(tokens.BUCKET, "backups", {});
  expect(bucket.id).toMatch(/^backups-[0-9a-f]{7}$/);
  expect(bucket.outputs).toMatchObject({
    bucket: bucket.id,
    arn: `arn:aws:s3:::${bucket.id}`,
    bucketRegion: REGION,
    bucketRegionalDomainName: `${bucket.id}.s3.${REGION}.amazonaws.com`,
  });
  expect(await engine.diff(bucket, {})).toEqual({});
});

test("a bucket that is replaced under its name goes first", async () => {
  const { engine, make } = await startSandbox();
  const bucket = await make(tokens.BUCKET, { bucket: "atoll-backups" });
  const locked = { bucket: "atoll-backups", objectLockEnabled: true };
  expect(await engine.diff(bucket, locked)).toEqual({ objectLockEnabled: "ADD_REPLACE" });
  expect(await engine.deletesBeforeReplace(bucket, locked)).toBe(true);
  expect(await engine.deletesBeforeReplace(bucket, { bucket: "atoll-others" })).toBe(false);
});

test("a bucket with objects goes when that is forced, with all that was said of it", async () => {
  const { cloud, engine, make } = await startSandbox();
  const bucket = await make(tokens.BUCKET, { bucket: "atoll-logs", forceDestroy: true });
  await make(tokens.BUCKET_PUBLIC_ACCESS, { bucket: bucket.id, blockPublicPolicy: true });
  cloud.edit(bucket.id, { state: { objects: 3 } });
  await engine.delete(bucket);
  expect(cloud.list()).toEqual([]);
});

test("a bucket that was made with a lock keeps versions without being told", async () => {
  const { make } = await startSandbox();
  const { id } = await make(tokens.BUCKET, { bucket: "atoll-backups", objectLockEnabled: true });
  const rule = { defaultRetention: { mode: "GOVERNANCE", days: 7 } };
  await expect(make(tokens.BUCKET_LOCK, { bucket: id, rule })).resolves.toBeDefined();
});

test("an identity provider shows its address without a scheme, and has no change for it", async () => {
  const { engine, make } = await startSandbox();
  const inputs = { url: "https://token.actions.githubusercontent.com", clientIdLists: ["sts.amazonaws.com"] };
  const provider = await make(tokens.OIDC_PROVIDER, inputs);
  expect(provider.outputs).toMatchObject({
    url: "token.actions.githubusercontent.com",
    arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
  });
  const refreshed = (await engine.refresh(provider))!;
  expect(await engine.diff(refreshed, inputs)).toEqual({});
  expect(await engine.diff(refreshed, { ...inputs, url: "https://example.com" })).toEqual({
    url: "UPDATE_REPLACE",
  });
});

test("a zone's name may end with a dot, and a record's name may leave out its zone", async () => {
  const { engine, make } = await startSandbox();
  const zone = await make(tokens.ZONE, { name: "Example.com." });
  expect(zone.outputs).toMatchObject({ name: "example.com", comment: "Managed by Pulumi", vpcs: [] });
  expect(zone.outputs["nameServers"]).toHaveLength(4);
  expect(await engine.diff((await engine.refresh(zone))!, { name: "Example.com." })).toEqual({});
  const values = { zoneId: zone.id, type: "A", ttl: 60, records: ["192.0.2.1"] };
  const names = ["api", "web.example.com.", ""];
  const made = await Promise.all(names.map((name) => make(tokens.RECORD, { ...values, name })));
  expect(made.map(({ outputs }) => outputs["fqdn"])).toEqual([
    "api.example.com",
    "web.example.com",
    "example.com",
  ]);
});

test("a zone whose VPCs others associate drifts, unless the program names them all", async () => {
  const { engine, make, makeVpc } = await startSandbox();
  const [home, other] = [await makeVpc(), await makeVpc({ cidrBlock: "10.1.0.0/16" })];
  const inputs = { name: "example.internal", vpcs: [{ vpcId: home.id, vpcRegion: REGION }] };
  const zone = await make(tokens.ZONE, inputs);
  await make(tokens.ZONE_ASSOCIATION, { zoneId: zone.id, vpcId: other.id });
  const refreshed = (await engine.refresh(zone))!;
  expect(Object.keys(await engine.diff(refreshed, inputs))).toEqual(["vpcs"]);
  const both = { ...inputs, vpcs: [...inputs.vpcs, { vpcId: other.id, vpcRegion: REGION }] };
  expect(await engine.diff(refreshed, both)).toEqual({});
});

test("a zone goes with its records when that is forced", async () => {
  const { cloud, engine, make } = await startSandbox();
  const zone = await make(tokens.ZONE, { name: "example.com", forceDestroy: true });
  await make(tokens.RECORD, { zoneId: zone.id, name: "api", type: "A", ttl: 60, records: ["192.0.2.1"] });
  await engine.delete(zone);
  expect(cloud.list()).toEqual([]);
});

test("a replica is a key of its region, also to what is encrypted with it", async () => {
  const { make } = await startSandbox();
  const primary = await make(tokens.KMS_KEY, { multiRegion: true, region: "eu-west-1" });
  const replica = await make(tokens.KMS_REPLICA_KEY, { primaryKeyArn: primary.outputs["arn"]! });
  expect(replica.id).toBe(primary.id);
  expect(replica.outputs["arn"]).toBe(`arn:aws:kms:${REGION}:${ACCOUNT}:key/${primary.id}`);
  await expect(make(tokens.LOG_GROUP, { kmsKeyId: replica.outputs["arn"]! })).resolves.toBeDefined();
  await expect(
    make(tokens.KMS_ALIAS, { name: "alias/copies", targetKeyId: replica.id }),
  ).resolves.toBeDefined();
});
