import { join } from "node:path";
import { buildGoProject, pinnedVersion } from "./go-build.ts";
import type { Tell } from "./tell.ts";

/** Module that pins Kubernetes, etcd and KWOK, and everything below them. */
const MODULE = join(import.meta.dirname, "kubernetes");

/** Executables of a simulated cluster, by their names, with the import path of each. */
const PROGRAMS = {
  etcd: "go.etcd.io/etcd/server/v3",
  "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
  "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
  "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
  kubectl: "k8s.io/kubernetes/cmd/kubectl",
  kwok: "sigs.k8s.io/kwok/cmd/kwok",
} as const;

export interface KubernetesTools {
  /** Folder of the executables. */
  readonly folder: string;
  /** Version of Kubernetes, such as 1.36.3. */
  readonly version: string;
}

/** The programs of which real clusters are made, built once per machine; about seven minutes on two processors. */
export async function findKubernetes(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<KubernetesTools> {
  const version = pinnedVersion(MODULE, "k8s.io/kubernetes");
  const folder = await buildGoProject(
    {
      name: "kubernetes",
      title: "the Kubernetes servers",
      module: MODULE,
      programs: PROGRAMS,
      flags: ["-ldflags", linkerFlags(version)],
      packages: 2_600,
      minutes: 7,
    },
    tell,
    env,
  );
  return { folder, version };
}

/** A server that does not know its version refuses some API groups and shows `v0.0.0` to everybody. */
function linkerFlags(version: string): string {
  const [major = "", minor = ""] = version.split(".");
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
  const settings = Object.entries(values).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return ["-s", "-w", ...settings].join(" ");
}
