import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ExecToken } from "../../../sandbox/kubernetes/exec-token.ts";
import { clusterAccess } from "../../../sandbox/kubernetes/kubeconfig.ts";
import { checkedSettings, settingsDiff } from "../../../sandbox/kubernetes/settings.ts";
import { UNKNOWN_VALUE, type Properties } from "../../../sandbox/provider/properties.ts";

function kubeconfig(
  cluster: object = { server: "https://one.example" },
  user: object = { token: "t" },
): string {
  return JSON.stringify({
    "current-context": "own",
    contexts: [{ name: "own", context: { cluster: "own", user: "own" } }],
    clusters: [{ name: "own", cluster }],
    users: [{ name: "own", user }],
  });
}

const failures = (settings: Properties) =>
  checkedSettings(settings).failures.map(({ property, reason }) => `${property}: ${reason}`);

describe("settings", () => {
  test("of the provider are accepted, known or not", () => {
    const settings = {
      kubeconfig: UNKNOWN_VALUE,
      clusterIdentifier: "a",
      enablePatchForce: true,
      version: "4.0.0",
    };
    expect(failures(settings)).toEqual([]);
  });

  test.each([
    [{ kubeconfg: "x" }, "kubeconfg: the Kubernetes provider has no setting kubeconfg"],
    [{ enablePatchForce: "yes" }, "enablePatchForce: expected a boolean, got a string"],
    [{ enableServerSideApply: false }, "enableServerSideApply: client-side apply is not simulated"],
    [{ renderYamlToDirectory: "out" }, "renderYamlToDirectory: renderYamlToDirectory is not simulated"],
  ])("%o are refused", (settings, message) => {
    expect(failures(settings)).toEqual([message]);
  });
});

describe("another kubeconfig", () => {
  const [one, other] = [kubeconfig(), kubeconfig({ server: "https://other.example" })];
  const replaced = (before: Properties, after: Properties) =>
    settingsDiff(before, after).changes.map(({ path, replaces }) => [path, replaces]);

  test("replaces nothing while the cluster's identifier stays", () => {
    const [before, after] = [one, other].map((text) => ({ kubeconfig: text, clusterIdentifier: "a" }));
    expect(replaced(before!, after!)).toEqual([["kubeconfig", false]]);
  });

  test("replaces everything with another identifier", () => {
    const before = { kubeconfig: one, clusterIdentifier: "a" };
    expect(replaced(before, { ...before, clusterIdentifier: "b" })).toEqual([["clusterIdentifier", true]]);
  });

  test("replaces everything of another server where no identifier is set", () => {
    expect(replaced({ kubeconfig: one }, { kubeconfig: other })).toEqual([["kubeconfig", true]]);
    expect(replaced({ kubeconfig: one }, { kubeconfig: kubeconfig(undefined, { token: "new" }) })).toEqual([
      ["kubeconfig", false],
    ]);
  });

  test("replaces nothing that is not known yet", () => {
    const before = { kubeconfig: one, clusterIdentifier: "a" };
    expect(replaced(before, { ...before, clusterIdentifier: UNKNOWN_VALUE })).toEqual([
      ["clusterIdentifier", false],
    ]);
  });

  test("that is not known yet hides no other identifier", () => {
    const [before, after] = [
      { kubeconfig: one, clusterIdentifier: "a" },
      { kubeconfig: UNKNOWN_VALUE, clusterIdentifier: "b" },
    ];
    expect(replaced(before, after)).toEqual([
      ["kubeconfig", false],
      ["clusterIdentifier", true],
    ]);
    expect(replaced({ kubeconfig: one }, { kubeconfig: UNKNOWN_VALUE })).toEqual([["kubeconfig", false]]);
  });
});

describe("a kubeconfig", () => {
  test("says where the server is, whom it trusts and who asks", () => {
    const data = Buffer.from("-----BEGIN CERTIFICATE-----").toString("base64");
    const access = clusterAccess(
      kubeconfig({ server: "https://one.example:6443", "certificate-authority-data": data }),
    );
    expect({ ...access, server: access.server.href }).toEqual({
      server: "https://one.example:6443/",
      authority: "-----BEGIN CERTIFICATE-----",
      insecure: false,
      namespace: "default",
      token: "t",
    });
  });

  test("may be the path of a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "atoll-kubeconfig-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "config");
    writeFileSync(path, kubeconfig());
    expect(clusterAccess(path).token).toBe("t");
  });

  test.each([
    [kubeconfig(), "foreign", 'the kubeconfig has no context "foreign"'],
    [kubeconfig({}), undefined, 'the kubeconfig\'s context "own" names no server'],
    [
      kubeconfig({ server: "https://a", "proxy-url": "x" }),
      undefined,
      "the kubeconfig's proxy-url is not simulated",
    ],
    ["{}", undefined, "the kubeconfig has no current-context"],
  ])("without what is needed is refused: %#", (text, context, message) => {
    expect(() => clusterAccess(text, context)).toThrow(message);
  });
});

describe("a credential", () => {
  const exec = (script: string) => {
    const { exec: credential } = clusterAccess(
      kubeconfig(undefined, {
        exec: {
          apiVersion: "client.authentication.k8s.io/v1",
          command: process.execPath,
          args: ["-e", script],
          env: [{ name: "WHO", value: "atoll" }],
        },
      }),
    );
    return new ExecToken(credential!);
  };
  const printing = (more: string) =>
    `console.log(JSON.stringify({ status: { token: process.env.WHO + process.pid ${more} } }))`;

  test("is printed by the program that the kubeconfig names, once for all who ask", async () => {
    const token = exec(printing(""));
    const [one, other] = await Promise.all([token.value(), token.value()]);
    expect(one).toMatch(/^atoll\d+$/);
    expect(other).toBe(one);
    expect(await token.value()).toBe(one);
  });

  test("is printed again when it ends within a minute, or was refused", async () => {
    const ending = exec(printing(", expirationTimestamp: new Date().toISOString()"));
    expect(await ending.value()).not.toBe(await ending.value());
    const refused = exec(printing(""));
    const first = await refused.value();
    refused.forget();
    expect(await refused.value()).not.toBe(first);
  });

  test("that the program does not print is told with what the program says", async () => {
    await expect(exec('console.error("no session"); process.exit(1)').value()).rejects.toThrow(
      /^the kubeconfig's .* gives no credential: no session$/,
    );
  });
});
