import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { askedOfK3s } from "../k3s/k3s-servers.ts";
import { type LockedK3s, type WrongMove, wrongMoves } from "../k3s/server-moves.ts";
import type { LockedCluster } from "../schema/lock.ts";

/** Changes of an entry that its live servers would not survive. */
export function k3sMoves(inventory: Inventory, cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const asked = askedOfK3s(inventory, cluster, locked);
  if (asked === undefined || locked.k3s === undefined) return [];
  return wrongMoves(locked.k3s, asked).map(({ expected, got, hint, ...move }) => ({
    file: `clusters/${cluster.id}.yaml`,
    at: ["k3s", ...typedPlace(move)],
    expected,
    got,
    ...(hint === undefined ? {} : { hint }),
  }));
}

type Place = Pick<WrongMove, "what" | "server">;

function typedPlace({ what, server }: Place): readonly string[] {
  if (what === "token") return ["tokenRevision"];
  if (what !== "revision") return [what];
  return server === undefined ? ["revisions"] : ["revisions", server];
}

/** The same between two locks of one cluster: whoever edits entry and lock by hand shows here alone. */
export function alteredServers(
  id: string,
  was: LockedCluster,
  now: LockedCluster,
  name: string,
): readonly Finding[] {
  if (was.k3s === undefined) return [];
  const at = ["clusters", id, "k3s"];
  if (now.k3s === undefined) return [lost(at, "servers", name)];
  return wrongMoves(was.k3s, now.k3s).map((move) => ({
    ...lost([...at, ...lockedPlace(move)], "", name, move.got),
    expected: `${move.expected} (${name} has ${lockedText(was.k3s, move)})`,
  }));
}

function lockedPlace({ what, server }: Place): readonly string[] {
  if (what !== "revision") return [what];
  return server === undefined ? ["servers"] : ["servers", server];
}

function lockedText(k3s: LockedK3s | undefined, { what, server = "" }: Place): string {
  if (k3s === undefined) return "none";
  if (what === "revision") return `${k3s.servers[server] ?? "none"}`;
  return what === "servers" ? Object.keys(k3s.servers).sort().join(", ") : `${k3s[what]}`;
}
