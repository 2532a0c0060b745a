import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const retained = (value: Value): readonly Finding[] => must(value, '"Retain"', (known) => known === "Retain");
const kept = (value: Value): readonly Finding[] => must(value, "false", (known) => known !== true);

/** Where each type says what becomes of its data when the object goes. */
const CHECKS: Readonly<Record<string, (inputs: Value) => readonly Finding[]>> = {
  "kubernetes:core/v1:PersistentVolume": (inputs) =>
    retained(inputs.at("spec", "persistentVolumeReclaimPolicy")),
  "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass": (inputs) =>
    retained(inputs.at("deletionPolicy")),
  "kubernetes:operator.victoriametrics.com/v1beta1:VMSingle": (inputs) =>
    kept(inputs.at("spec", "removePvcAfterDelete")),
};

export const requireKeptVolumes: ResourceRule = {
  id: "require-kept-volumes",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "Volumes and snapshots stay when the object that names them is deleted",
  why: "a namespace that is deleted by mistake otherwise takes its backups along",
  remedy: "set the policy to Retain, and delete by hand what is not wanted",
  answers: ["fault: data that is deleted by mistake"],
  see: "https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/",
  appliesTo: oneOf(CHECKS),
  check: (inputs, { type }) => CHECKS[type]?.(inputs) ?? [],
};
