import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import type { ApiAnswer } from "../../../cli/cluster/cluster-api.ts";
import type { ClusterTools } from "../../../cli/cluster/cluster-access.ts";
import { Searches } from "../../../cli/recover/searches.ts";
import type { Unfinished } from "../../../cli/recover/unfinished.ts";
import type { PlannedResource } from "../../../plan/plan.ts";
import type { StateResource } from "../../../cli/recover/state.ts";
import { inState, planOf, PROVIDER, resource, stateOf } from "./sample-state.ts";

const KUBERNETES = "pulumi:providers:kubernetes::dev-kubernetes";
const CLUSTER = { ...resource("aws:eks/cluster:Cluster", "dev", { name: "dev" }), provider: PROVIDER };
const INSIDE: PlannedResource = {
  ...resource("pulumi:providers:kubernetes", "dev-kubernetes"),
  sources: { kubeconfig: ["aws:eks/cluster:Cluster::dev"] },
};
const PLAN = planOf(CLUSTER, INSIDE);

/** How a server lists the kinds of two groups. */
const KINDS = {
  "/api/v1": {
    resources: [
      { name: "namespaces", kind: "Namespace" },
      { name: "configmaps", kind: "ConfigMap" },
    ],
  },
};

const OWN = { "atoll:organisation": "lagoon", "atoll:stack": "dev" };

const madeBy = (manager: string) => ({ metadata: { name: "x", managedFields: [{ manager }] } });

interface World {
  readonly answers?: Readonly<Record<string, object>>;
  /** What EKS says of the cluster. @default "ACTIVE" */
  readonly status?: string;
  /** @default - those of the stack */
  readonly tags?: Readonly<Record<string, string>>;
  /** What every other path is answered with. @default 404 */
  readonly otherwise?: ApiAnswer;
}

/** A cluster that answers what it is told to, and remembers what it was asked. */
async function searches(world: World) {
  const { answers = {}, status = "ACTIVE", tags = OWN, otherwise = { status: 404, text: "" } } = world;
  const paths: string[] = [];
  const known: Readonly<Record<string, object>> = { ...KINDS, ...answers };
  const cluster = {
    name: "dev",
    status,
    endpoint: "https://api",
    identity: { oidc: { issuer: "https://me" } },
    tags,
  };
  const tools: ClusterTools = {
    project: "atoll",
    folder: tmpdir(),
    pulumi: () => Promise.reject(new Error("a search asks no engine")),
    aws: () => Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ cluster }), stderr: "" }),
    openCluster: (name) =>
      Promise.resolve({
        name,
        ask: ({ path }) => {
          paths.push(path);
          const found = known[path];
          return Promise.resolve(
            found === undefined ? otherwise : { status: 200, text: JSON.stringify(found) },
          );
        },
        close: () => Promise.resolve(),
      }),
  };
  return { found: await Searches.open(tools, PLAN), paths };
}

const wanted = (type: string, inputs: Unfinished["inputs"], begun = true): Unfinished => ({
  type,
  name: "one",
  inputs,
  provider: KUBERNETES,
  begun,
});

const NAMESPACE = wanted("kubernetes:core/v1:Namespace", {
  ...{ apiVersion: "v1", kind: "Namespace" },
  metadata: { name: "blue" },
});
const SETTINGS = wanted("kubernetes:core/v1:ConfigMap", {
  ...{ apiVersion: "v1", kind: "ConfigMap" },
  metadata: { name: "settings", namespace: "blue" },
});
const RELEASE = wanted("kubernetes:helm.sh/v3:Release", { name: "web", namespace: "blue" });
const RECORDS = "/api/v1/namespaces/blue/secrets?labelSelector=name%3Dweb";

describe("inside a cluster", () => {
  test("an object is found by its names, with the owner of its fields", async () => {
    const { found } = await searches({
      answers: {
        "/api/v1/namespaces/blue": madeBy("pulumi-kubernetes-1234"),
        "/api/v1/namespaces/blue/configmaps/settings": madeBy("pulumi-kubernetes-5678"),
      },
    });
    expect(await found.find(NAMESPACE)).toEqual({ ids: ["blue"], manager: "pulumi-kubernetes-1234" });
    expect(await found.find(SETTINGS)).toEqual({ ids: ["blue/settings"], manager: "pulumi-kubernetes-5678" });
  });

  test("an object that somebody else made, or that is being deleted, is not taken", async () => {
    const going = madeBy("pulumi-kubernetes-1");
    const { found } = await searches({
      answers: {
        "/api/v1/namespaces/blue": madeBy("kubectl"),
        "/api/v1/namespaces/blue/configmaps/settings": {
          metadata: { ...going.metadata, deletionTimestamp: "2026-11-27T00:00:00Z" },
        },
      },
    });
    expect(await found.find(NAMESPACE)).toEqual({ ids: [] });
    expect(await found.find(SETTINGS)).toEqual({ ids: [] });
  });

  test("a release is found by the records that Helm keeps, and not by those of a longer name", async () => {
    const records = (name: string) => ({ answers: { [RECORDS]: { items: [{ metadata: { name } }] } } });
    const { found } = await searches(records("sh.helm.release.v1.web.v3"));
    expect(await found.find(RELEASE)).toEqual({ ids: ["blue/web"] });
    const other = await searches(records("sh.helm.release.v1.web-two.v3"));
    expect(await other.found.find(RELEASE)).toEqual({ ids: [] });
  });

  test("a release that was begun and has no record yet is not there: an empty list of metadata comes as null", async () => {
    const { found } = await searches({ answers: { [RECORDS]: { items: null } } });
    expect(await found.find(RELEASE)).toEqual({ ids: [] });
  });

  test("what nobody began, a patch, and a kind that the server does not know are not asked for", async () => {
    const { found, paths } = await searches({});
    expect(await found.find({ ...NAMESPACE, begun: false })).toEqual({ ids: [] });
    const patch = { ...NAMESPACE, type: "kubernetes:core/v1:NamespacePatch" };
    expect(await found.find(patch)).toEqual({ ids: [] });
    expect(found.canFind(patch)).toBe(false);
    expect(paths).toEqual([]);
    const strange = { ...NAMESPACE, inputs: { ...NAMESPACE.inputs, kind: "Strange" } };
    expect(await found.find(strange)).toEqual({ ids: [] });
    expect(paths).toEqual(["/api/v1"]);
  });

  test("a name that the provider makes up cannot be looked for", async () => {
    const { found } = await searches({});
    const unnamed = { ...NAMESPACE, inputs: { ...NAMESPACE.inputs, metadata: {} } };
    expect([NAMESPACE, unnamed].map((one) => found.canFind(one))).toEqual([true, false]);
  });

  test("a cluster that goes is not asked, and one that does not answer stops the recovery", async () => {
    const { found, paths } = await searches({ status: "DELETING" });
    expect(await found.find(NAMESPACE)).toEqual({ ids: [] });
    expect(paths).toEqual([]);
    const silent = await searches({ otherwise: { status: 0, text: "connect ECONNREFUSED" } });
    await expect(silent.found.find(NAMESPACE)).rejects.toThrow(
      "cluster dev: /api/v1/namespaces/blue failed:\n  nobody answered: connect ECONNREFUSED",
    );
    await expect(silent.found.find(RELEASE)).rejects.toThrow(`cluster dev: ${RECORDS} failed:`);
  });

  test.each([
    [{ ...OWN, "atoll:organisation": "rival" }, "atoll:organisation=rival and atoll:stack=dev"],
    [{ ...OWN, "atoll:stack": "prod" }, "atoll:organisation=lagoon and atoll:stack=prod"],
    [{}, "neither"],
  ])("somebody else's cluster of the same name is refused, and not looked into", async (tags, got) => {
    const { found, paths } = await searches({ tags });
    const sentence = `EKS cluster dev in eu-central-1 tags: expected atoll:organisation=lagoon and atoll:stack=dev, got ${got}; it is not this stack's, so nothing in it is read or changed`;
    await expect(found.find(NAMESPACE)).rejects.toThrow(sentence);
    await expect(found.providerSettings()).rejects.toThrow(sentence);
    expect(paths).toEqual([]);
  });

  test("a lost provider is made again with the cluster's own kubeconfig, kept as a secret", async () => {
    const { found } = await searches({});
    const settings = (await found.providerSettings()).get(KUBERNETES);
    expect(settings).toMatchObject({ clusterIdentifier: "https://me" });
    expect(JSON.stringify(settings?.["kubeconfig"])).toContain("1b47061264138c4ac30d75fd1eb44270");
  });
});

describe("inside a cluster without EKS", () => {
  const provider = {
    ...INSIDE,
    name: "edge-kubernetes",
    sources: { kubeconfig: ["tls:index/selfSignedCert:SelfSignedCert::edge"] },
  };
  const kubeconfig = JSON.stringify({ clusters: [{ name: "edge" }] });
  const k3s = { ...resource("atoll:k3s:K3sCluster", "edge"), custom: false };

  /** Searches of such a program, with this in the state. */
  async function open(resources: readonly StateResource[], plan: readonly PlannedResource[] = []) {
    const entered: object[] = [];
    const tools: ClusterTools = {
      ...{ project: "atoll", folder: tmpdir() },
      pulumi: () => Promise.resolve({ exitCode: 0, stdout: JSON.stringify(stateOf(resources)), stderr: "" }),
      aws: () => Promise.reject(new Error("AWS knows no such cluster")),
      openCluster: (name, config) => {
        entered.push(config);
        const text = JSON.stringify(madeBy("pulumi-kubernetes-1"));
        const ask = ({ path }: { readonly path: string }) =>
          Promise.resolve({
            status: 200,
            text: path === "/api/v1" ? JSON.stringify(KINDS["/api/v1"]) : text,
          });
        return Promise.resolve({ name, ask, close: () => Promise.resolve() });
      },
    };
    const found = await Searches.open(tools, planOf(provider, ...plan));
    return { found, entered };
  }

  const wish = { ...NAMESPACE, provider: "pulumi:providers:kubernetes::edge-kubernetes" };
  const inside = {
    ...inState("pulumi:providers:kubernetes", "edge-kubernetes", "1"),
    inputs: { kubeconfig },
  };

  test("the state knows the way, and without its provider nothing was made there", async () => {
    const { found, entered } = await open([inside]);
    expect(await found.find(wish)).toEqual({ ids: ["blue"], manager: "pulumi-kubernetes-1" });
    expect(entered).toEqual([JSON.parse(kubeconfig)]);
    const early = await open([]);
    expect(await early.found.find(wish)).toEqual({ ids: [] });
    expect(early.entered).toEqual([]);
  });

  test("what an old state has not is looked for only in a cluster that the stack made", async () => {
    expect((await open([inside])).found.isAtHome(wish)).toBe(false);
    expect((await open([inside], [k3s])).found.isAtHome(wish)).toBe(true);
    expect((await open([inside])).found.isAtHome({ type: "aws:ec2/vpc:Vpc" })).toBe(true);
  });
});
