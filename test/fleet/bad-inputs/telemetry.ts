import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (name: string, words: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns:\n  ${name}: { ${words} }\n`,
});

const at = (name: string, words: string, column: number, what: string): BadInput =>
  bad(`${name} with ${words}`, dev(name, words), `clusters/dev.yaml:8:${column} addOns.${name}.${what}`);

/** Logs and traces that nothing is wrong with. */
export const SOUND_TELEMETRY: Files = {
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns:
  loki: { storage: volume, volumeGib: 100, retentionDays: 14, tenantMibPerSecond: 8 }
  alloy: { excludedNamespaces: [kube-system, a-very-long-name-of-a-namespace-of-somebody-else] }
  tempo: { storage: volume, volumeGib: 50, retentionDays: 3 }
  opentelemetry: { samplePercent: 100 }
`,
};

/** Logs and traces. */
export const TELEMETRY_INPUTS: readonly BadInput[] = [
  at("loki", "storage: disk", 20, 'storage: expected one of bucket, volume, got "disk"'),
  at("loki", "volumeGib: 0", 22, "volumeGib: expected a whole number in 1..16384, got 0"),
  at("loki", "volumeGib: 20Gi", 22, 'volumeGib: expected a whole number in 1..16384, got "20Gi"'),
  at("loki", "retentionDays: 3651", 26, "retentionDays: expected a whole number in 1..3650, got 3651"),
  at("loki", "tenantMibPerSecond: -1", 31, "tenantMibPerSecond: expected a whole number in 1..1024, got -1"),
  at(
    "loki",
    "retention: 30",
    11,
    'retention: expected one of the keys enabled, valuesOverride, storage, volumeGib, retentionDays, tenantMibPerSecond, got "retention"',
  ),
  at(
    "alloy",
    "excludedNamespaces: [Kube_System]",
    33,
    'excludedNamespaces[0]: expected the name of a namespace, such as kube-system, got "Kube_System"',
  ),
  at(
    "alloy",
    'excludedNamespaces: ["a|b"]',
    33,
    'excludedNamespaces[0]: expected the name of a namespace, such as kube-system, got "a|b"',
  ),
  at(
    "alloy",
    "excludedNamespaces: [a, a]",
    36,
    'excludedNamespaces[1]: expected each entry once, got "a"; remove one of them',
  ),
  at("tempo", "retentionDays: 366", 27, "retentionDays: expected a whole number in 1..365, got 366"),
  at(
    "tempo",
    "storage: bukket",
    21,
    'storage: expected one of bucket, volume, got "bukket"; did you mean bucket',
  ),
  at("opentelemetry", "samplePercent: 0", 35, "samplePercent: expected a whole number in 1..100, got 0"),
  at(
    "opentelemetry",
    "samplePercent: 12.5",
    35,
    'samplePercent: expected a plain whole number, got 12.5; if it is text, quote it: "12.5"',
  ),
];
