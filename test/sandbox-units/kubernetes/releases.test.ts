import { beforeEach, describe, expect, test } from "vitest";
import { UNKNOWN_VALUE, type Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import type { FakeCluster } from "./cluster.ts";
import { RELEASE, release, startReleaseCluster } from "./release-cluster.ts";

const RECORD = "/api/v1/namespaces/platform/secrets/sh.helm.release.v1.web.recorded-by-simulator";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  ({ cluster, engine } = await startReleaseCluster());
});

describe("a release", () => {
  test("is recorded under a name that says so, without its values", async () => {
    const { id, outputs } = await engine.create(RELEASE, "web", release({ values: { password: "hush" } }));
    expect(id).toBe("platform/web");
    expect(outputs).toMatchObject({
      resourceNames: {},
      status: {
        appVersion: "",
        chart: "made-up",
        name: "web",
        namespace: "platform",
        revision: 1,
        status: "deployed",
        version: "1.2.3",
      },
    });
    const { data } = cluster.server.object(RECORD) as { data: Record<string, string> };
    const texts = Object.values(data).map((value) => Buffer.from(value, "base64").toString());
    expect(texts).toContain(
      "A release recorded by the simulator: nothing of its chart runs here but its custom resource definitions.",
    );
    expect(texts.join()).not.toContain("hush");
  });

  test("is found again when the reply to its creation was lost", async () => {
    await engine.create(RELEASE, "web", release());
    expect((await engine.create(RELEASE, "web", release())).outputs["status"]).toMatchObject({ revision: 1 });
  });

  test("cannot have the name of another", async () => {
    await engine.create(RELEASE, "web", release());
    await expect(engine.create(RELEASE, "other", release())).rejects.toThrow(
      "cannot re-use a name that is still in use: a release web is recorded in the namespace platform",
    );
  });

  test("makes its namespace only when told so", async () => {
    const inputs = release({ namespace: "new" });
    await expect(engine.create(RELEASE, "web", inputs)).rejects.toThrow(
      'namespaces "new" not found; the release does not set createNamespace',
    );
    await engine.create(RELEASE, "web", { ...inputs, createNamespace: true });
    expect(cluster.server.object("/api/v1/namespaces/new")).toBeDefined();
  });

  test("counts its revisions, and is replaced by another name alone", async () => {
    const state = await engine.create(RELEASE, "web", release());
    expect(await engine.diff(state, release({ version: "1.2.4", values: { a: 1 } }))).toEqual({
      version: "UPDATE",
      values: "ADD",
    });
    expect(await engine.diff(state, release({ name: "www" }))).toEqual({ name: "UPDATE_REPLACE" });
    const { outputs } = await engine.update(state, release({ version: "1.2.4" }));
    expect(outputs["status"]).toMatchObject({ revision: 2, version: "1.2.4" });
  });

  test("that somebody removed is gone to a refresh; its deletion removes exactly its record", async () => {
    const state = await engine.create(RELEASE, "web", release());
    expect(await engine.refresh(state)).toEqual({ ...state, outputs: expect.anything() as Properties });
    await engine.delete(state);
    expect(cluster.server.paths()).toEqual(["/api/v1/namespaces/platform"]);
    expect(await engine.refresh(state)).toBeUndefined();
  });

  test("with values that the stack does not know of shows none, so that the next update sets them", async () => {
    const state = await engine.create(RELEASE, "web", release({ values: { a: 1 } }));
    await engine.update(state, release({ values: { a: 2 } }));
    expect((await engine.refresh(state))!.inputs).toEqual(release());
  });

  test("knows neither status nor names of objects in a preview", async () => {
    const shown = await engine.preview(RELEASE, "web", release());
    expect(shown).toMatchObject({ status: UNKNOWN_VALUE, resourceNames: UNKNOWN_VALUE });
  });

  test("gets a name and a namespace, and keeps them", async () => {
    const { chart, version } = release();
    const inputs = await engine.check(RELEASE, "web", { chart, version });
    expect(inputs).toEqual({
      chart,
      version,
      namespace: "default",
      name: expect.stringMatching(/^web-[0-9a-f]{8}$/) as string,
    });
    expect(await engine.check(RELEASE, "web", { chart, version }, inputs)).toEqual(inputs);
  });

  test.each([
    [{ chrt: "x" }, "chrt: a release has no input chrt"],
    [{ timeout: "5m" }, "timeout: expected a number, got a string"],
    [{ postrender: "x" }, "postrender: postrender is not simulated"],
    [{ chart: "" }, "chart: a release needs a chart"],
    [{ name: "Web" }, 'name: expected at most 53 lower-case letters, digits and dashes, got "Web"'],
  ])("with %o is refused", async (more, message) => {
    await expect(engine.check(RELEASE, "web", release(more))).rejects.toThrow(message);
  });
});
