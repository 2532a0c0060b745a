import { expect, test } from "vitest";
import { clusterImages, imageHosts } from "../../../fleet/charts/image-source.ts";
import { SYSTEM_IMAGES } from "../../../fleet/charts/system-images.ts";
import { loadFleet } from "../../../fleet/load.ts";
import { K3S_CLUSTERS, k3sFolder } from "../../cli/k3s/k3s-inventory.ts";

/** Images of one cluster of the sample, with its entry changed. */
function images(id: string, change = (text: string): string => text): readonly string[] {
  const file = `clusters/${id}.yaml`;
  const files = { [file]: change(String(K3S_CLUSTERS[file])) };
  const cluster = loadFleet(k3sFolder(files), "2026-11-27").clusters.get(id);
  if (cluster === undefined) throw new Error(`no cluster ${id}`);
  expect(imageHosts(cluster)).toContain("docker.io");
  return clusterImages(cluster);
}

const withStorage =
  (storage: string) =>
  (text: string): string =>
    text.includes("\nk3s: {")
      ? text.replace("\nk3s: {", `\nk3s: { storage: ${storage},`)
      : `${text}k3s: { storage: ${storage} }\n`;

test("a K3s cluster in AWS pulls what K3s brings, its system and what launches its nodes", () => {
  const all = images("shop");
  expect(all).toEqual(
    expect.arrayContaining([
      "docker.io/rancher/mirrored-pause",
      "docker.io/rancher/mirrored-coredns-coredns",
      "docker.io/rancher/k3s-upgrade",
      "registry.k8s.io/provider-aws/cloud-controller-manager",
      ...Object.values(SYSTEM_IMAGES),
    ]),
  );
  expect(
    all.filter((image) =>
      /aws-ebs-csi-driver:|aws-load-balancer-controller:|cluster-autoscaler:/.test(image),
    ),
  ).not.toEqual([]);
  expect(all.filter((image) => /longhorn|local-path|klipper/.test(image))).toEqual([]);
});

test("one on hosts pulls the load balancer of K3s, and nothing that only a cloud needs", () => {
  const all = images("attic");
  expect(all).toEqual(
    expect.arrayContaining(["docker.io/rancher/klipper-lb", "docker.io/rancher/local-path-provisioner"]),
  );
  // Official images of others lie in the public registry of AWS, for Docker Hub limits pulls.
  // What Velero speaks to a bucket by is named after AWS, wherever the machines are.
  const elsewhere = /^(public\.ecr\.aws\/docker\/library\/|docker\.io\/velero\/velero-plugin-for-aws:)/;
  const ofCloud = all.filter((image) => !elsewhere.test(image));
  expect(ofCloud.filter((image) => /aws|autoscaler|karpenter/.test(image))).toEqual([]);
});

test.each([
  ["shop", "ebs", /ebs-csi-driver/],
  ["shop", "longhorn", /longhornio\/longhorn-engine/],
  ["attic", "longhorn", /longhornio\/longhorn-engine/],
  ["attic", "local-path", /local-path-provisioner/],
])("%s pulls what provides its volumes: %s", (id, storage, wanted) => {
  const drivers = /ebs-csi-driver|longhornio\/longhorn-engine|local-path-provisioner/;
  const all = images(id, withStorage(storage)).filter((image) => drivers.test(image));
  expect(all.filter((image) => !wanted.test(image))).toEqual([]);
  expect(all).not.toEqual([]);
});
