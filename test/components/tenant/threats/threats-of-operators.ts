import type { ThreatRow } from "./threat-row.ts";

const ATTACKS = "sandbox/tenant-attacks.test.ts";
const BENCHMARKS = "sandbox/tenancy-benchmarks.test.ts";

/** What operators, databases and the API server are used for. */
export const OPERATOR_THREATS: readonly ThreatRow[] = [
  {
    row: 47,
    threat: "secrets of others through a shared store",
    control: "a store and an account for each namespace; no shared ones",
    tests: ["components/tenant/secrets/tenant-secrets.test.ts"],
  },
  { row: 48, threat: "a store that calls anywhere", control: "no right to write stores; guard" },
  {
    row: 49,
    threat: "a database that begins as another tenant's",
    control: "no right to write databases; guard",
    tests: ["components/tenant/data/databases.test.ts"],
  },
  {
    row: 50,
    threat: "one's own backups destroyed",
    control: "an identity that cannot delete",
    tests: ["components/tenant/data/archive.test.ts"],
  },
  {
    row: 51,
    threat: "volumes that are dear, or not encrypted",
    control: "quota of none; guard",
    tests: [ATTACKS],
  },
  {
    row: 52,
    threat: "volumes that others left",
    control: "guard on claims; volumes are deleted with their claims",
  },
  { row: 53, threat: "backups of others restored", control: "no right; guard" },
  {
    row: 54,
    threat: "KEDA asked to act with its own rights",
    control: "no right; guard",
    tests: ["components/platform/scaling/keda.test.ts"],
  },
  { row: 55, threat: "a hundred thousand pods", control: "guard on autoscalers; quota" },
  { row: 56, threat: "metrics of others read", control: "no right; guard" },
  {
    row: 57,
    threat: "a guard evaded by its parameters, by versions, or for want of a binding",
    control: "parameters are on the Namespace; any version; pairs are compared",
    tests: ["record/tenant-guards.test.ts"],
  },
  {
    row: 58,
    threat: "a tenant that is there before its guards",
    control:
      "every namespace waits for all of them; a cell gets into no cluster whose stack does not show them",
    tests: ["record/tenant-guards.test.ts", "record/guarded-way.test.ts", "record/cells.test.ts"],
  },
  { row: 59, threat: "objects that never go", control: "guard on finalizers" },
  {
    row: 60,
    threat: "a flood of requests or objects",
    control:
      "a share of the API server for tenants, queues by namespace, another for the platform; quota of counts",
    tests: [BENCHMARKS],
  },
];
