import type { LockedCluster } from "../schema/lock.ts";

/** What the lock says of the machines of a K3s cluster in AWS. */
export type LockedK3s = NonNullable<LockedCluster["k3s"]>;

/** A change that a live cluster would not survive, or that nobody can take back. */
export interface WrongMove {
  readonly what: "revision" | "servers" | "token" | "storage";
  /** Letter of the server's zone; absent where it is not one server's. */
  readonly server?: string;
  /** To be read after the word expected. */
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

/** Servers that may come in one change: 1 becomes 3, and each of them joins while the others have a majority. */
const MOST_NEW = 2;

/**
 * What one change may not do to the servers of a live cluster. etcd works as long as most of its members do: one server
 * is replaced at a time, and no more leave than a majority can spare. Neither goes with a new token, which servers and
 * agents must learn while nothing else moves.
 *
 * @see https://docs.k3s.io/datastore/ha-embedded
 * @see https://etcd.io/docs/v3.6/faq/
 */
export function wrongMoves(was: LockedK3s, now: LockedK3s): readonly WrongMove[] {
  const raised = kept(was, now).filter((one) => revision(now, one) > revision(was, one));
  return [
    ...loweredRevisions(was, now),
    ...raised.slice(1).map((server): WrongMove => ({
      what: "revision",
      server,
      expected: `${revision(was, server)}, for one server is replaced at a time and ${raised[0] ?? ""} is`,
      got: `${revision(now, server)}`,
      hint: `deploy the one in ${raised[0] ?? ""} first`,
    })),
    ...countMoves(was, now, raised),
    ...tokenMoves(was, now, raised),
    ...storageMoves(was, now),
  ];
}

/** `servers a 1, b 2, token 1, storage ebs`. */
export function k3sText({ servers, token, storage }: LockedK3s): string {
  const each = Object.entries(servers).sort(([a], [b]) => (a < b ? -1 : 1));
  const named = each.map(([letter, number]) => `${letter} ${number}`).join(", ");
  return `servers ${named || "none"}, token ${token}, storage ${storage}`;
}

const letters = ({ servers }: LockedK3s): readonly string[] => Object.keys(servers).sort();
const revision = ({ servers }: LockedK3s, letter: string): number => servers[letter] ?? 0;
const text = (names: readonly string[]): string => names.join(", ") || "none";

const kept = (was: LockedK3s, now: LockedK3s): readonly string[] =>
  letters(was).filter((letter) => letter in now.servers);

function loweredRevisions(was: LockedK3s, now: LockedK3s): readonly WrongMove[] {
  return kept(was, now)
    .filter((server) => revision(now, server) < revision(was, server))
    .map((server) => ({
      what: "revision",
      server,
      expected: `${revision(was, server)} or the number after it, for a revision is never used again`,
      got: `${revision(now, server)}`,
    }));
}

function countMoves(was: LockedK3s, now: LockedK3s, raised: readonly string[]): readonly WrongMove[] {
  const stay = kept(was, now);
  const gone = letters(was).filter((letter) => !stay.includes(letter));
  const added = letters(now).filter((letter) => !stay.includes(letter));
  if (gone.length + added.length === 0) return [];
  const wrong = (expected: string, hint?: string): readonly WrongMove[] => [
    { what: "servers", expected, got: text(letters(now)), ...(hint === undefined ? {} : { hint }) },
  ];
  const had = text(letters(was));
  if (gone.length > 0 && added.length > 0)
    return wrong(`the servers ${had}, and others beside them or fewer of them`, "deploy one after the other");
  if (raised.length > 0)
    return wrong(`the servers ${had}, for the one in ${text(raised)} is replaced`, "deploy that first");
  const majority = Math.floor(letters(was).length / 2) + 1;
  if (stay.length < majority)
    return wrong(
      `at least ${majority} of the servers ${had}, for etcd stops without a majority`,
      "build a smaller cluster beside it, and retire this one",
    );
  if (added.length > MOST_NEW)
    return wrong(`at most ${MOST_NEW} servers beside ${had} at a time`, "deploy two more first");
  return [];
}

function tokenMoves(was: LockedK3s, now: LockedK3s, raised: readonly string[]): readonly WrongMove[] {
  if (now.token === was.token) return [];
  const got = `${now.token}`;
  if (now.token < was.token) {
    const expected = `${was.token} or the number after it, for a revision is never used again`;
    return [{ what: "token", expected, got }];
  }
  const isAlone = raised.length === 0 && text(letters(was)) === text(letters(now));
  if (isAlone) return [];
  const expected = `${was.token}, for a token is changed while no server comes or goes`;
  return [{ what: "token", expected, got, hint: "deploy one after the other" }];
}

function storageMoves(was: LockedK3s, now: LockedK3s): readonly WrongMove[] {
  if (now.storage === was.storage) return [];
  const expected = `${was.storage}, as it was built: volumes stay where they are`;
  return [
    {
      what: "storage",
      expected,
      got: JSON.stringify(now.storage),
      hint: "build a new cluster beside it, and retire this one",
    },
  ];
}
