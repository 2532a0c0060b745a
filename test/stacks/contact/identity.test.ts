import { describe, expect, test } from "vitest";
import { InputError } from "../../../fleet/check.ts";
import { contact } from "../../../stacks/contact/contact.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";
import { CANARY, madeAuthority, madeKubeconfig } from "./made-authority.ts";
import { PLANT, said } from "./plant.ts";
import { SHOWN_ID, shownCluster, usable } from "./shown-cluster.ts";

const OTHER_ID = "00c1b2d3-0000-4000-8000-000000000001";
const PINNED = `pulumi config set atoll:clusterId ${SHOWN_ID} --stack plant`;
const SET = "pulumi config set --secret --stack plant atoll:kubeconfig < kubeconfig.yaml";

describe.each([
  ["a preview", true],
  ["an update", false],
])("in %s", (_run, isPreview) => {
  test("a cluster that is not the pinned one is refused before any of its facts is looked at", async () => {
    const kubeconfig = await shownCluster({ "/version": 503 });
    const { host } = new URL(kubeconfig.server);
    expect(await said(PLANT, kubeconfig, isPreview, OTHER_ID)).toEqual({
      faults: [
        `stack configuration atoll:kubeconfig: expected one of the cluster ${OTHER_ID}, which atoll:clusterId names, got that of another cluster, ${SHOWN_ID} (${host}); set the kubeconfig of plant: ${SET}; only if plant was built anew, follow docs/attached.md#a-cluster-that-was-built-anew`,
      ],
      warnings: [],
    });
  });

  test("a cluster that nobody pinned is refused, with the command that pins the one that answers", async () => {
    const kubeconfig = await shownCluster();
    const { host } = new URL(kubeconfig.server);
    const { faults } = await said(PLANT, kubeconfig, isPreview, "");
    expect(faults).toEqual([
      `stack configuration atoll:clusterId: expected who plant is, got nothing; if plant is what answers at ${host}: ${PINNED}`,
    ]);
  });

  test("a pin that nobody's UID can be is refused, and not repeated", async () => {
    const { faults } = await said(PLANT, await shownCluster(), isPreview, CANARY);
    expect(faults).toEqual([
      "stack configuration atoll:clusterId: expected a UID, as kubectl get namespace kube-system -o jsonpath={.metadata.uid} prints it",
    ]);
  });

  test("a cluster that was never met must answer", async () => {
    const kubeconfig = usable(
      madeKubeconfig({ server: "https://127.0.0.1:1", authority: (await madeAuthority()).certificate }),
    );
    expect(await said(PLANT, kubeconfig, isPreview, "")).toEqual({
      faults: [
        "stack configuration atoll:kubeconfig: expected a kubeconfig whose API server answers, got ECONNREFUSED (127.0.0.1:1); atoll:clusterId does not say yet who plant is, so it has to be asked",
      ],
      warnings: [],
    });
  });
});

test("who is met is who was pinned, even where nobody answers a preview", async () => {
  const fleet = sampleFleet({ plant: PLANT });
  const cluster = fleet.clusters.get("plant")!;
  const run = { isPreview: true, warn: () => undefined };
  const met = contact(fleet, cluster, { kubeconfig: await shownCluster(), pinned: SHOWN_ID }, run);
  expect(await met).toBe(SHOWN_ID);
  const silent = usable(
    madeKubeconfig({ server: "https://127.0.0.1:1", authority: (await madeAuthority()).certificate }),
  );
  expect(await contact(fleet, cluster, { kubeconfig: silent, pinned: SHOWN_ID }, run)).toBe(SHOWN_ID);
  await expect(contact(fleet, cluster, { kubeconfig: silent, pinned: undefined }, run)).rejects.toThrow(
    InputError,
  );
});
