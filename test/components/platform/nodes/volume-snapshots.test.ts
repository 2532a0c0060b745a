import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { HAS_CHART_DATA } from "../chart-data.ts";
import { contextFor, valuesFor, WATCHED } from "../ingress/ingress-context.ts";
import { definitionFaults } from "../chart-definitions.ts";

const ADD_ON = ADD_ONS["volume-snapshots"];
const { contract } = ADD_ON;

test("trap: kinds that upstream publishes as plain manifests are a release of their own, which is kept", () => {
  expect(contract.crdChart).toBe("external-snapshotter-crds");
  expect(CHARTS["external-snapshotter-crds"].crds).toEqual({ source: "packed", keep: true });
  expect(CHARTS["external-snapshotter-crds"].origin.further).toHaveLength(5);
  expect(valuesFor("volume-snapshots")).toMatchObject({ installCRDs: false, webhook: { enabled: false } });
});

test("trap: the class of EBS tags what it makes, is the default one, is found by Velero and keeps what is deleted by mistake", () => {
  expect(ADD_ON.objects?.(contextFor("volume-snapshots", { ebsVolumes: true }))).toEqual([
    {
      role: "class",
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      name: "platform",
      namespaced: false,
      labels: { "velero.io/csi-volumesnapshot-class": "true" },
      annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
      body: {
        driver: "ebs.csi.aws.com",
        parameters: { tagSpecification_1: "atoll:stack=dev" },
        deletionPolicy: "Retain",
      },
    },
  ]);
});

test("Longhorn's snapshots go to its backup target, for one in the cluster would go with its volume", () => {
  const [longhorn] = ADD_ON.objects?.(contextFor("volume-snapshots", {}, { storageClass: "longhorn" })) ?? [];
  expect(longhorn?.body).toEqual({
    driver: "driver.longhorn.io",
    parameters: { type: "bak" },
    deletionPolicy: "Retain",
  });
});

test("where the driver is not known there is no class", () => {
  for (const storageClass of ["fast", "local-path"])
    expect(ADD_ON.objects?.(contextFor("volume-snapshots", { ebsVolumes: false }, { storageClass }))).toEqual(
      [],
    );
});

test("trap: its pods run as the level restricted asks, which the chart's own values don't", () => {
  expect(contract.podSecurity).toBe("restricted");
  expect(valuesFor("volume-snapshots", { replicas: 3, addOns: WATCHED })["controller"]).toMatchObject({
    replicaCount: 2,
    pdb: { maxUnavailable: 1 },
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    serviceMonitor: { create: true },
  });
});

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test("the definition takes the class", () => {
    const [ebs] = ADD_ON.objects?.(contextFor("volume-snapshots", { ebsVolumes: true })) ?? [];
    expect(ebs && definitionFaults(ebs)).toEqual([]);
  });
});
