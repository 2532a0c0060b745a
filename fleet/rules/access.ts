import { overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { retentionFaults } from "../networks/network-offers.ts";

/** Shortest netmask of a list of known places; a shorter one is no list. */
const WIDEST_PUBLIC = 16;
/** Shortest netmask of a private network that deployments run in. */
const WIDEST_PRIVATE = 8;

/** Ranges that are never seen on the internet, so that allowing them there allows nobody. */
const UNROUTED = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
]
  .concat("192.168.0.0/16", "224.0.0.0/3")
  .map(parseCidr);

/** Who may reach a cluster's API server, and that somebody may. */
export function accessFindings(inventory: Inventory): readonly Finding[] {
  const { runners, accounts } = inventory.settings;
  const fleetWide = (runners?.cidrs ?? []).flatMap((range, index) =>
    tooWide(range, WIDEST_PRIVATE, { file: "fleet.yaml", at: ["runners", "cidrs", index] }),
  );
  const clusters = [...inventory.clusters.values()].filter(launchesNodes);
  return [
    ...fleetWide,
    ...clusters.flatMap((cluster) => {
      const account = accounts[inventory.regions.get(cluster.region)?.account ?? ""];
      return [
        ...wayIn(cluster, runners !== undefined),
        ...rangeWidths(cluster),
        ...roleFindings(cluster, account?.role),
        ...logFindings(cluster),
      ];
    }),
  ];
}

function wayIn({ id, access }: Cluster, hasRunners: boolean): readonly Finding[] {
  if (access.mode === "public-list" || access.cidrs !== undefined || hasRunners) return [];
  return [
    {
      file: `clusters/${id}.yaml`,
      at: ["access"],
      expected: "a way to the private API server",
      got: `${access.mode} without ranges`,
      hint: "name runners.cidrs in fleet.yaml or access.cidrs here, or choose public-list",
    },
  ];
}

function rangeWidths({ id, access }: Cluster): readonly Finding[] {
  const isPublic = access.mode === "public-list";
  return (access.cidrs ?? []).flatMap((range, index) => {
    const where = { file: `clusters/${id}.yaml`, at: ["access", "cidrs", index] };
    const wide = tooWide(range, isPublic ? WIDEST_PUBLIC : WIDEST_PRIVATE, where);
    if (wide.length > 0 || !isPublic || !isUnrouted(range)) return wide;
    return [
      { ...where, expected: "a public range", hint: "use access.mode: runner-network for private ones" },
    ];
  });
}

function tooWide(range: string, widest: number, where: Pick<Finding, "file" | "at">): readonly Finding[] {
  if (parseCidr(range).netmaskLength >= widest) return [];
  const hint = "who may reach the API server is a list, never the world";
  return [{ ...where, expected: `a range of /${widest} or smaller`, hint }];
}

function isUnrouted(range: string): boolean {
  const block = parseCidr(range);
  return UNROUTED.some((outer) => overlaps(outer, block));
}

/** Each role has one access entry: the deployer's is made anyway. */
function roleFindings({ id, accessRoles }: Cluster, deployer: string | undefined): readonly Finding[] {
  const file = `clusters/${id}.yaml`;
  const taken = accessRoles.viewers.flatMap((role, index): readonly Finding[] =>
    accessRoles.admins.includes(role)
      ? [{ file, at: ["accessRoles", "viewers", index], expected: "a role that is not among admins, too" }]
      : [],
  );
  const own = (["admins", "viewers"] as const).flatMap((list) =>
    accessRoles[list].flatMap((role, index): readonly Finding[] =>
      role === deployer
        ? [
            {
              file,
              at: ["accessRoles", list, index],
              expected: "a role other than the deployer's, which always has access",
            },
          ]
        : [],
    ),
  );
  return [...taken, ...own];
}

function logFindings({ id, controlPlane }: Cluster): readonly Finding[] {
  return retentionFaults(controlPlane.logRetentionDays).map((fault) => ({
    ...fault,
    file: `clusters/${id}.yaml`,
    at: ["controlPlane", "logRetentionDays"],
  }));
}
