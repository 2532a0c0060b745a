import type { OutsideKubeconfig } from "../../components/outside/kubeconfig.ts";
import { InputError, visible } from "../../fleet/check.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { UID } from "../../fleet/outside-vocabulary.ts";
import { located } from "../../fleet/read/locate.ts";
import { compared } from "./compared.ts";
import { contactApi, UnreachableError } from "./contact-api.ts";
import { malformed, refusal, silence, stranger, unpinned } from "./contact-faults.ts";
import { declaredFacts } from "./declared-facts.ts";
import { look, meet, type Met, type Unseen } from "./look.ts";
import type { Seen } from "./seen.ts";

/** What a stack's configuration says of its cluster. */
export interface ContactWay {
  readonly kubeconfig: OutsideKubeconfig;
  /** Who the cluster is. @default - nobody said yet */
  readonly pinned?: string | undefined;
}

/** What a run wants of a contact. */
export interface ContactRun {
  /** A preview changes nothing, so it may go on without an answer. */
  readonly isPreview: boolean;
  /** Tells what the run goes on with. */
  readonly warn: (sentence: string) => void;
}

/**
 * Meets a cluster that somebody else made, before anything in it is registered: who it is must be what people pinned, and
 * what it shows must be what its entry says.
 *
 * @returns who the cluster is
 * @throws InputError when it is another one, or nobody said yet who it is; with everything that is not as the entry says;
 *   or when nobody answers an update
 */
export async function contact(
  fleet: Fleet,
  cluster: Cluster,
  { kubeconfig, pinned = "" }: ContactWay,
  run: ContactRun,
): Promise<string> {
  if (pinned !== "" && !UID.test(pinned)) throw new InputError([malformed()]);
  const host = hostOf(kubeconfig);
  const assured = ({ clusterId }: Met): void => {
    if (pinned === "") throw new InputError([unpinned(cluster, host, clusterId)]);
    if (pinned !== clusterId) throw new InputError([stranger(cluster, { pinned, clusterId, host })]);
  };
  const seen = await lookAt(kubeconfig, assured);
  if (seen instanceof UnreachableError) {
    const got = `${visible(seen.message)} (${host})`;
    if (!run.isPreview || pinned === "") throw new InputError([silence(cluster, { host, got, pinned })]);
    run.warn(
      `${cluster.id} cannot be looked at: ${got}; neither who it is nor what its entry declares is checked`,
    );
    return pinned;
  }
  if ("refused" in seen) throw new InputError([refusal(cluster, seen.refused)]);
  compare(fleet, cluster, seen, run);
  return pinned;
}

/** @throws InputError with everything that is not as the entry says */
function compare(fleet: Fleet, cluster: Cluster, seen: Seen, { isPreview, warn }: ContactRun): void {
  const { findings, notes } = compared(declaredFacts(fleet, cluster), seen);
  if (findings.length > 0) throw new InputError(located(fleet.dir, findings));
  // Once is enough, and a preview comes before every update.
  if (isPreview && notes.length > 0) warn(`${cluster.id}: ${notes.map(visible).join("; ")}`);
}

/** Nobody's answer is an answer here; all else is a bug. */
async function lookAt(
  kubeconfig: OutsideKubeconfig,
  assured: (met: Met) => void,
): Promise<Seen | Unseen | UnreachableError> {
  try {
    const api = await contactApi(kubeconfig);
    const met = await meet(api);
    if ("refused" in met) return met;
    // Facts of another cluster are nobody's business.
    assured(met);
    return await look(api);
  } catch (error) {
    if (error instanceof UnreachableError) return error;
    throw error;
  }
}

/** Name and port alone: an address may hold a password. */
function hostOf({ server }: OutsideKubeconfig): string {
  return URL.canParse(server) ? new URL(server).host : "no address";
}
