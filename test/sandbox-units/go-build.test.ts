import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pinnedVersion } from "../../sandbox/tools/go-build.ts";
import { findKubernetes } from "../../sandbox/tools/kubernetes.ts";
import { buildPulumi } from "../../sandbox/tools/build-pulumi.ts";

const MODULES = resolve(import.meta.dirname, "../../sandbox/tools");

/** A machine without Go on which nothing was ever built. */
function bareMachine(): Record<string, string> {
  const cache = mkdtempSync(join(tmpdir(), "atoll-tools-"));
  onTestFinished(() => {
    rmSync(cache, { recursive: true, force: true });
  });
  return { ATOLL_CACHE: cache, PATH: join(cache, "nothing") };
}

test("versions come from the module's own list", () => {
  expect(pinnedVersion(join(MODULES, "kubernetes"), "k8s.io/kubernetes")).toBe("1.36.3");
  expect(pinnedVersion(join(MODULES, "pulumi"), "github.com/pulumi/pulumi/pkg/v3")).toMatch(/^3\.\d+\.\d+$/);
  expect(() => pinnedVersion(join(MODULES, "kubernetes"), "k8s.io/kube")).toThrow(
    `${join(MODULES, "kubernetes")}/go.mod does not name k8s.io/kube`,
  );
});

test("without Go, one sentence says what is missing", async () => {
  await expect(findKubernetes(() => undefined, bareMachine())).rejects.toThrow(
    /^go: expected a Go toolchain on PATH, to build the Kubernetes servers, got none; install Go from https:\/\/go\.dev\/dl$/,
  );
  await expect(buildPulumi(() => undefined, bareMachine())).rejects.toThrow(
    /^go: expected a Go toolchain on PATH, to build the Pulumi CLI, got none; install Go from https:\/\/go\.dev\/dl, or Pulumi from https:\/\/www\.pulumi\.com\/docs\/install$/,
  );
});
