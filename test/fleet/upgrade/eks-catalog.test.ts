import { expect, test } from "vitest";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import { EKS_RELEASES, NODE_IMAGE_DAY, nodeImageTerms } from "../../../fleet/upgrade/eks-catalog.ts";
import { EKS_ADD_ONS } from "../../../fleet/eks-vocabulary.ts";

test("each Kubernetes minor that an entry may name has a release, and no other has", () => {
  expect(Object.keys(EKS_RELEASES)).toEqual(KUBERNETES_MINORS.map(({ minor }) => minor));
});

test.each(Object.entries(EKS_RELEASES))("Kubernetes %s runs exact versions made for it", (minor, release) => {
  for (const addOn of EKS_ADD_ONS) expect(release.addOns[addOn]).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
  expect(release.addOns["kube-proxy"].startsWith(`v${minor}.`)).toBe(true);
  expect(release.nodeRelease).toMatch(new RegExp(`^${minor.replace(".", "\\.")}\\.\\d+-${NODE_IMAGE_DAY}$`));
});

test("nodes of the group and nodes of Karpenter have the image of one day, and a version never floats", () => {
  const [name] = nodeImageTerms("1.36", "nvidia").map((term) => term.name);
  expect(name).toBe(`amazon-eks-node-al2023-x86_64-nvidia-1.36-v${NODE_IMAGE_DAY}`);
});
