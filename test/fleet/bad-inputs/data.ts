import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const addOn = (name: string, words: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns:\n  ${name}: { ${words} }\n`,
});

const velero = (words: string): Files => addOn("velero", words);
const databases = (words: string): Files => addOn("cloudnative-pg", words);
const trivy = (words: string): Files => addOn("trivy-operator", words);

const NAMESPACE =
  "expected the name of a namespace: 1..63 lower-case letters, digits and hyphens, no hyphen at either end";
const SEVERITY = "expected one of CRITICAL, HIGH, MEDIUM, LOW, UNKNOWN";

/** Settings of backups, databases and scans that are sound. */
export const SOUND_DATA: readonly Files[] = [
  velero("dailyHour: 0, keepDays: 1, everyHours: 24, excludeNamespaces: [scratch, zeta--trial]"),
  velero("dailyHour: 23, keepDays: 3650, everyHours: 1, excludeNamespaces: []"),
  databases("clusterRolloutSeconds: 0, instanceRolloutSeconds: 3600"),
  trivy("severities: [LOW], ignoreUnfixed: true, scansAtOnce: 20, reportHours: 720"),
];

/** Wrong settings of backups, databases and scans. */
export const DATA_INPUTS: readonly BadInput[] = [
  bad(
    "a daily backup at an hour that no day has",
    velero("dailyHour: 24"),
    "clusters/dev.yaml:8:24 addOns.velero.dailyHour: expected a whole number in 0..23, got 24",
  ),
  bad(
    "backups that are kept for no day",
    velero("keepDays: 0"),
    "clusters/dev.yaml:8:23 addOns.velero.keepDays: expected a whole number in 1..3650, got 0",
  ),
  bad(
    "backups without a pause",
    velero("everyHours: 0"),
    "clusters/dev.yaml:8:25 addOns.velero.everyHours: expected a whole number in 1..24, got 0",
  ),
  bad(
    "a namespace that no cluster could have",
    velero("excludeNamespaces: [Scratch, -dev]"),
    `clusters/dev.yaml:8:33 addOns.velero.excludeNamespaces[0]: ${NAMESPACE}, got "Scratch"`,
    `clusters/dev.yaml:8:42 addOns.velero.excludeNamespaces[1]: ${NAMESPACE}, got "-dev"`,
  ),
  bad(
    "a namespace that is left out twice",
    velero("excludeNamespaces: [scratch, scratch]"),
    'clusters/dev.yaml:8:42 addOns.velero.excludeNamespaces[1]: expected each entry once, got "scratch"; remove one of them',
  ),
  bad(
    "databases that are restarted once a day",
    databases("clusterRolloutSeconds: 86400"),
    "clusters/dev.yaml:8:44 addOns.cloudnative-pg.clusterRolloutSeconds: expected a whole number in 0..3600, got 86400",
  ),
  bad(
    "instances that are restarted before each other",
    databases("instanceRolloutSeconds: -1"),
    "clusters/dev.yaml:8:45 addOns.cloudnative-pg.instanceRolloutSeconds: expected a whole number in 0..3600, got -1",
  ),
  bad(
    "findings that Trivy does not know",
    trivy("severities: [critical]"),
    `clusters/dev.yaml:8:34 addOns.trivy-operator.severities[0]: ${SEVERITY}, got "critical"; did you mean CRITICAL`,
  ),
  bad(
    "scans that report nothing",
    trivy("severities: []"),
    "clusters/dev.yaml:8:21 addOns.trivy-operator.severities: expected at least one severity, got a list; to scan nothing, switch the add-on off",
  ),
  bad(
    "more scans than a cluster could bear",
    trivy("scansAtOnce: 100"),
    "clusters/dev.yaml:8:34 addOns.trivy-operator.scansAtOnce: expected a whole number in 1..20, got 100",
  ),
  bad(
    "reports that are never made",
    trivy("reportHours: 0"),
    "clusters/dev.yaml:8:34 addOns.trivy-operator.reportHours: expected a whole number in 1..720, got 0",
  ),
];
