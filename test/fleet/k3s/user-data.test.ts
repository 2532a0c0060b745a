import { createHash } from "node:crypto";
import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import type { K3sServerBoot } from "../../../fleet/k3s/boot.ts";
import { USER_DATA_BYTES } from "../../../fleet/k3s/boot-vocabulary.ts";
import { envText } from "../../../fleet/k3s/cloud-config.ts";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import { fittingUserData } from "../../../fleet/k3s/user-data-size.ts";
import { writtenFiles } from "./machine-world.ts";
import { AGENT, SERVER } from "./sample-boots.ts";

/** Text that packing makes no shorter. */
function random(what: string, length: number): string {
  const parts = Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    createHash("sha256").update(`${what}${index}`).digest("hex"),
  );
  return parts.join("").slice(0, length);
}

/** A server with the longest of everything that has a longest. */
const LONGEST: K3sServerBoot = {
  longhorn: true,
  ...SERVER,
  cluster: random("cluster", 40),
  awsRegion: "ap-southeast-1",
  registrationAddress: `${random("balancer", 50)}.elb.ap-southeast-1.amazonaws.com`,
  secretName: `atoll/${random("cluster", 40)}/k3s-server`,
  bucket: random("bucket", 63),
  snapshots: { schedule: "0,15,30,45 0-23/2 1,8,15,22,29 1,2,3,4,5,6,7,8,9,10,11,12 *", keep: 1000 },
  flags: { ...SERVER.flags, issuer: `https://${random("issuer", 63)}.s3.ap-southeast-1.amazonaws.com` },
  imageMirror: `${random("registry", 60)}/${random("path", 60)}`,
  releaseMirror: `https://${random("mirror", 100)}`,
  tailscale: {
    authKeySecret: `arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:${random("secret", 100)}`,
    tags: ["tag:atoll", "tag:production"],
  },
};

const file = (userData: string, path: string): string =>
  writtenFiles(userData).find((one) => one.path === path)?.content ?? "";

describe.each([
  ["server", serverUserData(SERVER)],
  ["agent", agentUserData(AGENT)],
])("user data of a %s", (role, userData) => {
  test("is cloud-init's, and starts our service", () => {
    expect(userData.split("\n")[0]).toBe("#cloud-config");
    expect((parse(userData) as { readonly runcmd: unknown }).runcmd).toEqual([
      ["systemctl", "enable", "--now", "--no-block", "atoll-boot.service"],
    ]);
  });

  test("holds scripts that bash can read", () => {
    const scripts = writtenFiles(userData).filter(({ content }) => content.startsWith("#!/bin/bash"));
    expect(scripts.map(({ path }) => path)).toEqual([
      "/usr/local/sbin/atoll-boot",
      "/usr/local/sbin/atoll-token",
      "/var/lib/rancher/credentialprovider/bin/atoll-ecr",
    ]);
    for (const { content } of scripts)
      expect(execaSync("bash", ["-n"], { input: content, reject: false }).stderr).toBe("");
  });

  test("lets root alone read its settings", () => {
    const modes = writtenFiles(userData).filter(({ path }) => path.startsWith("/etc/rancher/"));
    expect(modes.filter(({ permissions }) => permissions !== "0600")).toEqual([]);
    expect(file(userData, "/etc/rancher/k3s/config.yaml")).toContain("token-file: /etc/rancher/k3s/token\n");
    expect(
      file(userData, `/etc/systemd/system/${role === "server" ? "k3s" : "k3s-agent"}.service`),
    ).toContain(`ExecStart=/usr/local/bin/k3s ${role}\n`);
  });
});

test("user data fits with the longest names there are", () => {
  expect(Buffer.byteLength(serverUserData(LONGEST))).toBeLessThan(USER_DATA_BYTES);
  const labels = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [random(`label ${index}`, 63), random(`value ${index}`, 63)]),
  );
  expect(Buffer.byteLength(agentUserData({ ...AGENT, ...LONGEST, labels }))).toBeLessThan(USER_DATA_BYTES);
});

test("user data that EC2 would refuse is a bug that is told", () => {
  expect(() => fittingUserData("x".repeat(16_385))).toThrow("user data has 16385 bytes, and EC2 takes 16384");
});

test("values reach a shell as they are, quotes and dollars included", () => {
  const value = `it's $HOME "and" \\ more`;
  const text = `${envText({ KEY: value, ABSENT: undefined })}printf %s "$KEY"; printf %s "\${ABSENT-unset}"`;
  expect(execaSync("bash", ["-c", text]).stdout).toBe(`${value}unset`);
});

test("a mirror comes first for every registry that is known, below the name of the registry", () => {
  const userData = agentUserData({ ...AGENT, imageMirror: "registry.lagoon.cloud/mirror" });
  const { mirrors } = parse(file(userData, "/etc/rancher/k3s/registries.yaml")) as {
    readonly mirrors: Readonly<Record<string, unknown>>;
  };
  expect(mirrors["docker.io"]).toEqual({
    endpoint: ["https://registry.lagoon.cloud"],
    rewrite: { "^(.*)$": "mirror/docker.io/$1" },
  });
  expect(file(agentUserData(AGENT), "/etc/rancher/k3s/registries.yaml")).toBe("");
});

test("Pod Security holds where a namespace says nothing, but for K3s' own", () => {
  const admission = parse(file(serverUserData(SERVER), "/etc/rancher/k3s/admission.yaml")) as {
    readonly plugins: readonly { readonly name: string; readonly configuration: object }[];
  };
  expect(admission.plugins[0]).toMatchObject({
    name: "PodSecurity",
    configuration: { defaults: { enforce: "baseline" }, exemptions: { namespaces: ["kube-system"] } },
  });
});

test("the audit log never holds what is in an object", () => {
  const audit = parse(file(serverUserData(SERVER), "/etc/rancher/k3s/audit.yaml")) as {
    readonly rules: readonly { readonly level: string }[];
  };
  expect(new Set(audit.rules.map(({ level }) => level))).toEqual(new Set(["None", "Metadata"]));
  expect(audit.rules.at(-1)).toEqual({ level: "Metadata" });
});
