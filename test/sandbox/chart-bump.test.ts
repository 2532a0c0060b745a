import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findHelm } from "../../sandbox/tools/helm.ts";
import { Repository } from "../cli/diff-repository.ts";
import { madeUpFiles, packInto } from "../cli/rendering/made-up-charts.ts";

let helm = "";

beforeAll(async () => {
  ({ helm } = await findHelm(() => undefined));
}, 900_000);

const CHARTS = "fleet/charts/ingress-charts.ts";
const name = "cert-manager";

/** A repository in which one line, the version of a chart, differs from its branch `main`. */
async function bumped(): Promise<Repository> {
  const repository = await Repository.create(true);
  repository.edit(CHARTS, 'version: "v1.21.1"', 'version: "v1.22.0"');
  return repository;
}

const withHelm = (repository: Repository): void => {
  repository.env["PATH"] = `${dirname(helm)}:${process.env["PATH"] ?? ""}`;
};

describe("the bump of a chart is one line, and its diff", () => {
  test("shows what changes in the cluster when both archives are in the cache and helm is there", async () => {
    const repository = await bumped();
    withHelm(repository);
    const cache = join(repository.dir, ".catalog");
    await packInto(cache, { name, version: "v1.21.1", files: madeUpFiles("old") });
    await packInto(cache, { name, version: "v1.22.0", files: madeUpFiles("new") });
    const { stdout, stderr, exitCode } = await repository.atoll("diff", "main");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const where = "cert-manager v1.21.1 -> v1.22.0 in dev, prod";
    const losses = stdout.slice(stdout.indexOf("cannot be taken back:")).split("\n");
    expect(losses.slice(0, 3)).toEqual([
      "cannot be taken back:",
      `  ! ${where}: apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud drops version v1alpha1: what is written in it is refused from then on`,
      `  ! ${where}: apps/v1 Deployment boat: Kubernetes refuses another spec.selector.matchLabels.app; the upgrade fails until the object is deleted`,
    ]);
    const inside = stdout.slice(stdout.indexOf("inside of charts:")).split("\n");
    expect(inside.filter((line) => !line.includes("known only in an update"))).toEqual([
      "inside of charts:",
      `  ~ ${where}: 1 object removed, 3 changed, 1 added, 0 unchanged`,
      "      - v1 ConfigMap charts",
      "      ~ apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud",
      '          - spec.versions[v1alpha1].name: "v1alpha1"',
      "          - spec.versions[v1alpha1].served: true",
      "      ~ apps/v1 Deployment boat",
      '          ~ spec.selector.matchLabels.app: "boat" -> "ship"',
      '          ~ spec.template.metadata.labels.app: "boat" -> "ship"',
      '          ~ spec.template.spec.containers[boat].image: "boat:1.4.0" -> "boat:1.5.0"',
      "      ~ v1 Secret boat",
      "          ~ stringData.token: another value, which is not shown",
      "      + policy/v1 PodDisruptionBudget boat",
      "      (3 values left out: labels helm.sh/chart, chart and app.kubernetes.io/version, and annotations with checksums, are not shown)",
      "      (1 value left out that the chart makes up each time it is rendered)",
      "",
      "1 stack without changes: eu-central",
    ]);
    expect(stdout).not.toContain("canary");
    expect(repository.leftovers()).toEqual([]);
  });

  test("says what to do when they are not", async () => {
    const repository = await bumped();
    withHelm(repository);
    const { stdout } = await repository.atoll("diff", "main");
    expect(stdout.slice(stdout.indexOf("inside of charts:")).split("\n")).toEqual([
      "inside of charts:",
      "  ? cert-manager v1.21.1 -> v1.22.0 in dev, prod: not rendered: cert-manager-v1.21.1.tgz and cert-manager-v1.22.0.tgz are not in .catalog: run atoll catalog pull cert-manager --revision main and atoll catalog pull cert-manager",
      "",
      "1 stack without changes: eu-central",
    ]);
  });

  test("shows what other values do, in a folder of one's own, and in JSON", async () => {
    const repository = await Repository.create(true);
    withHelm(repository);
    const folder = join(repository.dir, "mine");
    await packInto(folder, { name, version: "v1.21.1", files: madeUpFiles("old") });
    const override =
      'addOns: { cert-manager: { valuesOverride: { owner: team-core, until: "2099-01-31", why: a trial, values: { replicas: 3 } } } }';
    repository.edit("inventory/clusters/dev.yaml", "sla: 1", `${override}\nsla: 1`);
    const { stdout, stderr } = await repository.atoll(
      ...["diff", "main", "--stack", "dev", "--charts", "mine", "--format", "json"],
    );
    expect(stderr).toBe("");
    const { charts } = JSON.parse(stdout) as { readonly charts: readonly object[] };
    expect(charts).toEqual([
      expect.objectContaining({ name, from: "v1.21.1", to: "v1.21.1", stacks: ["dev"] }),
    ]);
    expect(charts[0]).toMatchObject({
      rendering: {
        kind: "rendered",
        objects: {
          changed: [
            { title: "apps/v1 Deployment boat", leaves: [{ path: "spec.replicas", before: 1, after: 3 }] },
          ],
          unchanged: 3,
        },
      },
    });
  });
});
