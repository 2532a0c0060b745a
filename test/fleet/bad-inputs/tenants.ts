import { MAX_SLICES } from "../../../fleet/rules/stack-budget.ts";
import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const TENANT = SOUND["tenants/zeta.yaml"] ?? "";
const acme = (groups: string): Files =>
  edited("tenants/acme.yaml", "size: small", `size: small\ngroups: ${groups}`);
const kept = "a group of yours: names with system:, eks:, aws:, amazon:, iam: belong to Kubernetes and AWS";
const name = "the name of a group: 1..100 letters, digits and ._@:/- after a letter or digit";

/** One tenant with an environment more than the cluster dev has room for, beside the one that is there. */
function crowd(): Files {
  const places = Array.from({ length: MAX_SLICES }, (_, index) => `  e${index}: { cluster: dev }\n`);
  return { "tenants/crowd.yaml": TENANT.replace("  trial: { cluster: dev }\n", () => places.join("")) };
}

/** Groups of people, names of namespaces, and how many tenants one stack holds. */
export const TENANT_INPUTS: readonly BadInput[] = [
  bad(
    "a group of Kubernetes",
    acme("{ developers: [system:masters] }"),
    `tenants/acme.yaml:4:24 groups.developers[0]: expected ${kept}, got "system:masters"`,
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
    `clusters/dev.yaml: expected at most 100 tenants' environments, each of 15 resources: 1500 of a stack's 2000 resources are theirs, got 101; place the new ones on another cluster`,
  ),
];
