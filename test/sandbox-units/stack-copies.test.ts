import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { copyStackFile } from "../../sandbox/engine/copies.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";

/** A sandbox whose copy of the file of stack dev says this. */
function sandboxWith(text: string): Sandbox {
  const dir = mkdtempSync(join(tmpdir(), "atoll-copies-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const sandbox = sandboxAt(dir);
  mkdirSync(sandbox.project, { recursive: true });
  writeFileSync(join(sandbox.project, "Pulumi.dev.yaml"), text);
  return sandbox;
}

function copied(sandbox: Sandbox): { readonly config: Readonly<Record<string, unknown>> } {
  copyStackFile(sandbox, "dev");
  const text = readFileSync(join(sandbox.project, "Pulumi.dev.yaml"), "utf8");
  return parse(text) as { config: Record<string, unknown> };
}

test("the sandbox's own kubeconfig, its cluster and its salt stay in its copy of a stack's file", () => {
  const own = {
    encryptionsalt: "v1:abc",
    config: { "atoll:kubeconfig": { secure: "v1:own" }, "atoll:clusterId": "own", "atoll:old": 1 },
  };
  const sandbox = sandboxWith(JSON.stringify(own));
  expect(copied(sandbox)).toMatchObject({
    encryptionsalt: "v1:abc",
    config: {
      "atoll:kubeconfig": { secure: "v1:own" },
      "atoll:clusterId": "own",
      "atoll:inventory": sandbox.inventory,
    },
  });
  expect(copied(sandbox).config).not.toHaveProperty("atoll:old");
});

test("a copy that has no kubeconfig gets none from elsewhere", () => {
  const { config } = copied(sandboxWith("config: {}\n"));
  expect(config).not.toHaveProperty("atoll:kubeconfig");
  expect(config).not.toHaveProperty("atoll:clusterId");
});
