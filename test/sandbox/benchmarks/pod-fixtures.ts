import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import type { KubernetesObject } from "../tenant-world.ts";

const MODULE = "k8s.io/pod-security-admission";

/** Folder of the module that pins Kubernetes, and with it the module of the standard's own examples. */
const TOOLS = resolve(import.meta.dirname, "../../../sandbox/tools/kubernetes");

/** The standard's own examples, as its authors keep them beside its code. */
export interface PodFixtures {
  /** Pods that the level must admit, by name. */
  readonly pass: Readonly<Record<string, KubernetesObject>>;
  /** Pods that it must refuse. */
  readonly fail: Readonly<Record<string, KubernetesObject>>;
}

/**
 * Examples of the restricted level. They come with the module that the API server is built from, in the version that it
 * has; Go finds it in its cache or fetches it. The set of 1.35 is that of 1.36, for the standard has not changed since.
 *
 * @see https://pkg.go.dev/k8s.io/pod-security-admission
 */
export function podFixtures(minor: string): PodFixtures {
  const text = execFileSync("go", ["mod", "download", "-json", MODULE], { cwd: TOOLS, encoding: "utf8" });
  const { Dir } = JSON.parse(text) as { readonly Dir: string };
  const read = (kind: "pass" | "fail") => {
    const folder = join(Dir, "test/testdata/restricted", `v${minor}`, kind);
    const entries = readdirSync(folder).map((file) => {
      const pod = parse(readFileSync(join(folder, file), "utf8")) as KubernetesObject;
      // Their names have underscores, which no API server takes.
      return [file.replace(/\.yaml$/, ""), { ...pod, metadata: { ...pod.metadata, name: "try" } }] as const;
    });
    return Object.fromEntries(entries);
  };
  return { pass: read("pass"), fail: read("fail") };
}

/** Whether Go is there to find them. */
export function hasGo(): boolean {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
