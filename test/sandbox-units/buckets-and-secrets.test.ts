import { describe, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { currentSecret } from "../../sandbox/aws/types/secret-versions.ts";
import { deleteObject, keysIn, objectIn, putObject } from "../../sandbox/aws/types/s3-objects.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import type { State } from "./engine.ts";
import { ACCOUNT, REGION, startSandbox } from "./network.ts";

describe("a secret", () => {
  const place = { account: ACCOUNT, region: REGION };

  test("answers with the value that was put last, and with the one before it is replaced no more", async () => {
    const { cloud, engine, make } = await startSandbox();
    const { id: secretId } = await make(tokens.SECRET, { name: "atoll/edge" });
    expect(currentSecret(cloud, place, "atoll/edge")).toBeUndefined();
    const first = await make(tokens.SECRET_VERSION, { secretId, secretString: "one" });
    const second = await make(tokens.SECRET_VERSION, { secretId, secretString: "two" });
    expect(currentSecret(cloud, place, "atoll/edge")).toBe("two");
    const stages = async (one: State) => (await engine.refresh(one))!.outputs["versionStages"];
    expect([await stages(first), await stages(second)]).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
    const third = await make(tokens.SECRET_VERSION, { secretId, secretString: "three" });
    expect([await stages(first), await stages(second), await stages(third)]).toEqual([
      [],
      ["AWSPREVIOUS"],
      ["AWSCURRENT"],
    ]);
  });

  test("that goes at once leaves its name", async () => {
    const { engine, make } = await startSandbox();
    const made = await make(tokens.SECRET, { name: "atoll/edge", recoveryWindowInDays: 0 });
    await engine.delete(made);
    const again = await make(tokens.SECRET, { name: "atoll/edge" });
    expect(again.id).not.toBe(made.id);
  });
});

describe("an object", () => {
  const bucket = "atoll-snapshots";

  test("is put by a machine where none is, and only once when that is asked", async () => {
    const { cloud, make } = await startSandbox();
    const founder = { bucket, key: "founder" };
    expect(putObject(cloud, founder, Buffer.from("a"), true)).toBe(false);
    await make(tokens.BUCKET, { bucket });
    expect(putObject(cloud, founder, Buffer.from("a"), true)).toBe(true);
    expect(putObject(cloud, founder, Buffer.from("b"), true)).toBe(false);
    expect(objectIn(cloud, bucket, "founder")?.toString()).toBe("a");
    expect(putObject(cloud, founder, Buffer.from("b"))).toBe(true);
    expect(objectIn(cloud, bucket, "founder")?.toString()).toBe("b");
    expect(keysIn(cloud, bucket)).toEqual(["founder"]);
    deleteObject(cloud, bucket, "founder");
    expect(objectIn(cloud, bucket, "founder")).toBeUndefined();
  });

  test("has a version in a bucket that keeps them, and its hash", async () => {
    const { make } = await startSandbox();
    await make(tokens.BUCKET, { bucket });
    const plain = await make(tokens.BUCKET_OBJECT, { bucket, key: "a", content: "one" });
    await make(tokens.BUCKET_VERSIONING, { bucket, versioningConfiguration: { status: "Enabled" } });
    const kept = await make(tokens.BUCKET_OBJECT, { bucket, key: "b", content: "one" });
    expect([plain, kept].map(({ outputs }) => outputs["versionId"])).toEqual([
      "",
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(kept.outputs["etag"]).toBe("f97c5d29941bfb1b2fdab0874906ab82");
  });

  test("goes with a bucket that is forced to go", async () => {
    const { cloud, engine, make } = await startSandbox();
    const made = await make(tokens.BUCKET, { bucket, forceDestroy: true });
    putObject(cloud, { bucket, key: "snapshots/1" }, Buffer.from("x"));
    await engine.delete(made);
    expect(cloud.list()).toEqual([]);
  });
});

describe("an issuer in a bucket", () => {
  const bucket = "atoll-oidc";
  const url = `https://${bucket}.s3.${REGION}.amazonaws.com`;

  /** Everything that AWS needs to read its documents, but for what is left out or other. */
  async function issuer(other: Readonly<Record<string, Properties | undefined>> = {}) {
    const { make } = await startSandbox();
    await make(tokens.BUCKET, { bucket });
    const open = { blockPublicPolicy: false, restrictPublicBuckets: false };
    await make(tokens.BUCKET_PUBLIC_ACCESS, { bucket, ...open, ...other["block"] });
    const statement = {
      ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
      Resource: [".well-known/openid-configuration", "keys.json"].map(
        (key) => `arn:aws:s3:::${bucket}/${key}`,
      ),
    };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await make(tokens.BUCKET_POLICY, { bucket, policy });
    const discovery = { issuer: url, jwks_uri: `${url}/keys.json`, ...other["discovery"] };
    await make(tokens.BUCKET_OBJECT, {
      ...{ bucket, key: ".well-known/openid-configuration", content: JSON.stringify(discovery) },
    });
    if (!("keys" in other)) await make(tokens.BUCKET_OBJECT, { bucket, key: "keys.json", content: "{}" });
    return make(tokens.OIDC_PROVIDER, { url, clientIdLists: ["sts.amazonaws.com"] });
  }

  test("is trusted when the world reads its documents", async () => {
    expect((await issuer()).id).toBe(`arn:aws:iam::${ACCOUNT}:oidc-provider/${url.slice(8)}`);
  });

  test.each([
    ["is not, while the bucket is restricted", { block: { restrictPublicBuckets: true } }, "cannot read"],
    ["is not, without its keys", { keys: undefined }, "the world cannot read the keys at keys.json"],
    [
      "is not, when its document is another's",
      { discovery: { issuer: "https://x" } },
      "is of another issuer",
    ],
  ])("%s", async (_fact, other, answer) => {
    await expect(issuer(other)).rejects.toThrow(answer);
  });

  test("is not, where nothing is", async () => {
    const { make } = await startSandbox();
    await expect(make(tokens.OIDC_PROVIDER, { url, clientIdLists: ["sts.amazonaws.com"] })).rejects.toThrow(
      `OpenIdIdpCommunicationError: simulator: the world cannot read ${url}/.well-known/openid-configuration, so AWS would take no token of this issuer`,
    );
  });
});
