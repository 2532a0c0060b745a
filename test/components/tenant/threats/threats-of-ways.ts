import type { ThreatRow } from "./threat-row.ts";

const ATTACKS = "sandbox/tenant-attacks.test.ts";
const BENCHMARKS = "sandbox/tenancy-benchmarks.test.ts";
const ROLES = "components/tenant/role-plan.test.ts";
const NETWORK = "components/tenant/network-matrix.test.ts";
const TRAEFIK = "components/platform/ingress/traefik.test.ts";

/** What networks, names and the mesh are used for. */
export const WAY_THREATS: readonly ThreatRow[] = [
  {
    row: 31,
    threat: "walls deleted or changed",
    control: "no right; guard on all with the platform's label",
    tests: [ATTACKS, BENCHMARKS],
  },
  { row: 32, threat: "a policy added that opens all", control: "no right; guard", tests: [ATTACKS] },
  {
    row: 33,
    threat: "pods of others reached",
    control: "all closed, then a list; guard on labels by which pods of databases have more",
    tests: [NETWORK, "components/tenant/data/database-traffic.test.ts"],
    open: "that a packet is dropped",
  },
  {
    row: 34,
    threat: "what the platform needs is closed",
    control: "the list",
    tests: [NETWORK],
    open: "that a packet passes",
  },
  { row: 35, threat: "a way in past the gateway", control: "quota of none; guard", tests: [ATTACKS] },
  { row: 36, threat: "a Service that leads to others' pods", control: "no right; guard", tests: [ROLES] },
  { row: 37, threat: "hosts of others", control: "no right to write an Ingress; guard" },
  { row: 38, threat: "a load balancer of others", control: "guard on annotations" },
  {
    row: 39,
    threat: "objects of the gateway by reference",
    control: "values of Traefik; guard",
    tests: [TRAEFIK],
  },
  { row: 40, threat: "routes of Traefik for any host", control: "no right; guard", tests: [TRAEFIK] },
  {
    row: 41,
    threat: "a gateway of one's own, a route into another namespace",
    control: "no right; guards",
    tests: ["components/tenant/ways/published.test.ts"],
  },
  {
    row: 42,
    threat: "a certificate for a name of others",
    control: "no right to ask for one; guard",
    tests: ["components/tenant/ways/published.test.ts"],
  },
  { row: 43, threat: "records of DNS by annotation", control: "guards, for both prefixes" },
  {
    row: 44,
    threat: "out of the mesh",
    control: "guard on labels and annotations of pods; that of the namespace is kept",
    tests: ["components/tenant/mesh-plan.test.ts"],
  },
  { row: 45, threat: "hosts of others in the mesh", control: "no right; guard" },
  {
    row: 46,
    threat: "a list of all Services by DNS",
    control: "none: names of Services are no secret",
    open: "accepted",
  },
];
