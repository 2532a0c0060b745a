import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestEngine } from "../engine.ts";
import { FakeCluster, SECRET } from "./cluster.ts";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  engine = await cluster.provider({ enableSecretMutable: true });
});

afterEach(() => {
  cluster.stop();
});

describe("a Secret", () => {
  const secret = (password: string) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "login", namespace: "acme" },
    stringData: { password },
  });
  const path = "/api/v1/namespaces/acme/secrets/login";

  test("is sent with its text encoded, as the server keeps it", async () => {
    await engine.create(SECRET, "login", secret("hush"));
    expect(cluster.server.object(path)).toMatchObject({ data: { password: "aHVzaA==" } });
    expect(cluster.server.object(path)).not.toHaveProperty("stringData");
  });

  test("that somebody changed is seen as text", async () => {
    const state = await engine.create(SECRET, "login", secret("hush"));
    expect((await engine.refresh(state))!.inputs).toEqual(secret("hush"));
    const { stringData: _, ...rest } = secret("");
    cluster.server.put(path, { ...rest, data: { password: "bG91ZA==" } });
    expect((await engine.refresh(state))!.inputs).toEqual(secret("loud"));
  });
});
