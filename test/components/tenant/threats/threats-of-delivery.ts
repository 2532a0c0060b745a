import type { ThreatRow } from "./threat-row.ts";

const ATTACKS = "sandbox/tenant-attacks.test.ts";
const PROJECT = "components/tenant/delivery/project-attacks.test.ts";

/** What deployment and the inventory itself are used for. */
export const DELIVERY_THREATS: readonly ThreatRow[] = [
  {
    row: 61,
    threat: "an application in another project, of another repository or kind",
    control: "project with exact lists",
    tests: [PROJECT],
  },
  {
    row: 62,
    threat: "a pattern that matches another tenant",
    control: "no patterns",
    tests: [PROJECT, "fleet/tenant-names.test.ts"],
  },
  {
    row: 63,
    threat: "repositories of others by rendering",
    control: "exact repositories; credentials hold for one address and one project",
    tests: ["components/tenant/delivery/application-set.test.ts"],
  },
  {
    row: 64,
    threat: "hooks with the controller's rights",
    control: "everything is applied as the namespace's deployer",
    tests: ["components/tenant/delivery/project.test.ts"],
  },
  {
    row: 65,
    threat: "text that becomes code",
    control:
      "ids and groups by strict patterns; nothing is concatenated; no tenant's text gets into an expression",
    tests: ["components/tenant/guards.test.ts", "components/tenant/delivery/project-policies.test.ts"],
  },
  {
    row: 66,
    threat: "all namespaces by a cluster's Secret",
    control: "there is none: each cluster has its own Argo CD",
    open: "nothing is there to be attacked",
  },
  {
    row: 67,
    threat: "credentials of clusters",
    control: "there are none, and a tenant's roles hold in its own namespace alone",
    tests: [ATTACKS],
  },
  {
    row: 68,
    threat: "another tenant's file, or limits of one's own, in a pull request",
    control: "`atoll check --changed-by`",
    open: "shown with the command ([lifecycle.md](lifecycle.md))",
  },
  {
    row: 69,
    threat: "secrets in states and logs",
    control: "secrets are marked, and no value of a tenant's is read",
    tests: ["record/secrets.test.ts"],
  },
  {
    row: 70,
    threat: "credentials of CI",
    control: "roles by token, for one repository and branch",
    tests: ["record/bootstrap.test.ts"],
  },
];
