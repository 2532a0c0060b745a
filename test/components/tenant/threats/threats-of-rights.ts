import type { ThreatRow } from "./threat-row.ts";

const ATTACKS = "sandbox/tenant-attacks.test.ts";
const BENCHMARKS = "sandbox/tenancy-benchmarks.test.ts";
const ROLES = "components/tenant/role-plan.test.ts";
const NETWORK = "components/tenant/network-matrix.test.ts";

/** What rights and accounts are used for. */
export const RIGHT_THREATS: readonly ThreatRow[] = [
  {
    row: 17,
    threat: "rights that Kubernetes or charts give by the way",
    control: "closed roles, compared verb by verb",
    tests: [ROLES, ATTACKS],
  },
  {
    row: 18,
    threat: "more rights than one has",
    control: "no right to write roles; guard",
    tests: [ATTACKS, BENCHMARKS],
  },
  { row: 19, threat: "everybody let in", control: "no right to write bindings; guard", tests: [ATTACKS] },
  { row: 20, threat: "to act as somebody else", control: "no right", tests: [ROLES, ATTACKS] },
  {
    row: 21,
    threat: "a token that never ends",
    control: "no right to write Secrets; guard, for controllers too",
    tests: [ATTACKS],
  },
  {
    row: 22,
    threat: "an account of an operator, out of one's own namespace",
    control: "guard: pods run as `app` or `default`, which have no rights and no token",
    tests: ["record/tenant-slice.test.ts"],
  },
  {
    row: 23,
    threat: "credentials of the node",
    control: "no way to its metadata, which asks for tokens",
    tests: [NETWORK, "policy/rules/identity/require-imds-tokens.test.ts"],
    open: "that a packet is dropped",
  },
  {
    row: 24,
    threat: "a role of AWS by an annotation",
    control: "no right to write accounts; guard; trust in one account of one namespace",
    tests: ["components/cluster/oidc-identity.test.ts"],
  },
  {
    row: 25,
    threat: "a role of AWS by the same namespace of another cluster",
    control: "an association of one cluster, or trust in its own issuer",
    tests: ["components/cluster/oidc-identity.test.ts"],
  },
  {
    row: 26,
    threat: "secrets or backups of an id that begins alike",
    control: "a delimiter that no id contains ends every prefix",
    tests: ["components/tenant/data/archive.test.ts", "components/tenant/secrets/tenant-secrets.test.ts"],
  },
  {
    row: 27,
    threat: "the cluster's own sign-in",
    control: "no tenant has rights in the account",
    open: "the roles of people in AWS, which are not made here",
  },
  { row: 28, threat: "a node's or a pod's proxy", control: "no right", tests: [ROLES, ATTACKS] },
  { row: 29, threat: "a certificate as somebody else", control: "no right", tests: [ROLES, ATTACKS] },
  {
    row: 30,
    threat: "commands in a pod of a database, or a way to its ports",
    control: "guard, by the beginning of the pod's name: instances, poolers and jobs",
  },
];
