import { addOnsOf } from "../../../fleet/charts/add-ons.ts";
import { STACK_ROOM } from "../../../fleet/placement/room.ts";
import { sliceResources } from "../../../fleet/placement/slice-resources.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";
import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const TENANT = SOUND["tenants/zeta.yaml"] ?? "";
const acme = (groups: string): Files =>
  edited("tenants/acme.yaml", "size: small", `size: small\ngroups: ${groups}`);
const kept = "a group of yours: names with system:, eks:, aws:, amazon:, iam: belong to Kubernetes and AWS";
const name = "the name of a group: 1..100 letters, digits and ._@:/- after a letter or digit";

/** Resources of one environment on the cluster dev. */
function sliceOnDev(): number {
  const [dev] = sampleFleet({ dev: { profile: "standard" } }).clusters.values();
  return sliceResources(new Set(dev === undefined ? [] : addOnsOf(dev)), { applications: 0, databases: 0 });
}

const EACH = sliceOnDev();
/** Environments of which the last is one too many. */
const CROWD = Math.floor(STACK_ROOM / EACH) + 1;

/** One tenant with an environment more than the cluster dev has room for, beside the one that is there. */
function crowd(): Files {
  const places = Array.from({ length: CROWD - 1 }, (_, index) => `  e${index}: { cluster: dev }\n`);
  return {
    ...edited("clusters/dev.yaml", "max: 20", "max: 20, podsPerNode: 60"),
    "tenants/crowd.yaml": TENANT.replace("  trial: { cluster: dev }\n", () => places.join("")),
  };
}

/** Groups of people, names of namespaces, and how many tenants one stack holds. */
export const TENANT_INPUTS: readonly BadInput[] = [
  bad(
    "a group of Kubernetes",
    acme("{ developers: [system:masters] }"),
    `tenants/acme.yaml:4:24 groups.developers[0]: expected ${kept}, got "system:masters"`,
  ),
  bad(
    "an alert route that no one has described",
    edited("tenants/acme.yaml", "size: small", "size: small\nalerts: [on-cal]"),
    'tenants/acme.yaml:4:10 alerts[0]: expected an alert route (on-call), got "on-cal"; did you mean on-call',
  ),
  bad(
    "alerts to people who have not agreed to hear of the tenant",
    edited("tenants/acme.yaml", "size: small", "size: small\nalerts: [on-call]"),
    'tenants/acme.yaml:4:10 alerts[0]: expected a route that is open to acme, got "on-call"; the platform says so with alertRoutes.on-call.openTo in fleet.yaml',
  ),
  bad(
    "a group of EKS in another case",
    acme("{ viewers: [EKS:admins] }"),
    `tenants/acme.yaml:4:21 groups.viewers[0]: expected ${kept}, got "EKS:admins"`,
  ),
  bad(
    "a group with a star",
    acme('{ viewers: ["*"] }'),
    `tenants/acme.yaml:4:21 groups.viewers[0]: expected ${name}, got "*"`,
  ),
  bad(
    "a role without a group",
    acme("{ viewers: [] }"),
    "tenants/acme.yaml:4:11 groups.viewers: expected at least one group, got a list; remove the key for the usual name",
  ),
  bad(
    "a role that tenants do not have",
    acme("{ admins: [acme-admins] }"),
    'tenants/acme.yaml:4:11 groups.admins: expected one of the keys developers, viewers, got "admins"',
  ),
  bad(
    "a group that another tenant has",
    {
      ...acme("{ developers: [staff] }"),
      ...edited("tenants/zeta.yaml", "size: small", "size: small\ngroups: { viewers: [readers, staff] }"),
    },
    'tenants/zeta.yaml:4:30 groups.viewers[1]: expected a group of this tenant alone, got "staff", which tenant acme has',
  ),
  bad(
    "the usual group of another tenant",
    acme('{ viewers: ["tenant:zeta:developers"] }'),
    'tenants/acme.yaml:4:21 groups.viewers[0]: expected a group of this tenant alone, got "tenant:zeta:developers", which tenant zeta has',
  ),
  bad(
    "an id whose namespaces would be read as Punycode",
    { "tenants/xn.yaml": TENANT },
    'tenants/xn.yaml: expected a name that neither Kubernetes nor the platform uses, got "xn"',
  ),
  bad(
    "more environments than a stack holds",
    crowd(),
    `clusters/dev.yaml: expected at most 1,500 resources of tenants in its own stack: it may hold 2,000, and 500 are its own, got ${(CROWD * EACH).toLocaleString("en")} by ${CROWD} environments; place new environments elsewhere: set cells: 1 in clusters/dev.yaml; or build another cluster`,
  ),
];
