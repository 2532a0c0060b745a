import { describe, expect, test } from "vitest";
import { type Attempt, isPermitted, type ReadProject } from "./permitted.ts";
import { specOf } from "./sample-applications.ts";

const PROJECT = specOf("project") as unknown as ReadProject;
const SERVER = "https://kubernetes.default.svc";

const SOUND: Attempt = {
  repository: "https://github.com/acme/shop.git",
  server: SERVER,
  namespace: "acme--live",
  object: { group: "apps", kind: "Deployment", namespaced: true },
};

interface Attack {
  readonly title: string;
  readonly attempt: Partial<Attempt>;
  /** The project without the one thing that stops it. */
  readonly without: Partial<ReadProject>;
}

const wide = (namespace: string): Partial<ReadProject> => ({ destinations: [{ server: SERVER, namespace }] });
const all = [{ group: "*", kind: "*" }];
const inside = (group: string, kind: string): Partial<Attempt> => ({
  object: { group, kind, namespaced: true },
});

const ATTACKS: readonly Attack[] = [
  { title: "another tenant's namespace", attempt: { namespace: "bolt--live" }, without: wide("*--live") },
  {
    title: "the namespace of a tenant whose id begins alike",
    attempt: { namespace: "acme-dev--live" },
    without: wide("acme*"),
  },
  {
    title: "another environment of the same tenant",
    attempt: { namespace: "acme--live-eu" },
    without: wide("acme--live*"),
  },
  { title: "a namespace of the platform", attempt: { namespace: "argocd" }, without: wide("*") },
  {
    title: "another cluster",
    attempt: { server: "https://10.1.2.3" },
    without: { destinations: [{ server: "*", namespace: "acme--live" }] },
  },
  {
    title: "another tenant's repository",
    attempt: { repository: "https://github.com/bolt/shop.git" },
    without: { sourceRepos: ["https://github.com/*/*"] },
  },
  {
    title: "a repository whose name begins alike",
    attempt: { repository: "https://github.com/acme/shop.git.evil" },
    without: { sourceRepos: ["https://github.com/acme/shop*"] },
  },
  {
    title: "a cluster-wide kind",
    attempt: {
      object: { group: "rbac.authorization.k8s.io", kind: "ClusterRoleBinding", namespaced: false },
    },
    without: { clusterResourceWhitelist: all },
  },
  ...[
    ["networking.k8s.io", "NetworkPolicy"],
    ["", "ResourceQuota"],
    ["", "Secret"],
    ["rbac.authorization.k8s.io", "RoleBinding"],
    ["argoproj.io", "Application"],
    ["keda.sh", "ScaledObject"],
  ].map(([group = "", kind = ""]) => ({
    title: `a ${kind}`,
    attempt: inside(group, kind),
    without: { namespaceResourceWhitelist: all },
  })),
];

test("what a tenant declares in its own repository for its own namespace is let through", () => {
  expect(isPermitted(PROJECT, SOUND)).toBe(true);
});

describe.each(ATTACKS)("an application that wants $title", ({ attempt, without }) => {
  test("is refused", () => {
    expect(isPermitted(PROJECT, { ...SOUND, ...attempt })).toBe(false);
  });

  test("would be let through by a project without the one thing that stops it", () => {
    expect(isPermitted({ ...PROJECT, ...without }, { ...SOUND, ...attempt })).toBe(true);
  });
});

test("trap: a project that names no kinds of namespaces would take all of them", () => {
  const { namespaceResourceWhitelist: _, ...open } = PROJECT;
  expect(isPermitted(open, { ...SOUND, ...inside("", "Secret") })).toBe(true);
});
