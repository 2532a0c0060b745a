import type * as pulumi from "@pulumi/pulumi";
import type { AskCluster } from "../components/platform/webhook-probe.ts";
import { InputError } from "../fleet/check.ts";

/** The way into a cluster that somebody else made. */
export interface WayIn {
  /** Kubeconfig with the rights of an administrator: a secret. */
  readonly kubeconfig: string;
  /** Who the cluster is, as its stack's configuration says. */
  readonly clusterId: string;
}

/** What holds for one run only. */
export interface RunChoices {
  /** Takes back the fields of Kubernetes objects that another manager has changed. @default false */
  readonly patchForce?: boolean;
  /** Way into a cluster that somebody else made. @default - a made-up one, for plans that reach nothing */
  readonly wayIn?: WayIn;
  /** Makes what asks a cluster by its kubeconfig whether webhooks answer. @default - nobody asks: plans reach nothing */
  readonly asker?: (kubeconfig: pulumi.Output<string>) => AskCluster;
}

const TAKE_OWNERSHIP = "atoll:takeOwnership";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `atoll:takeOwnership` names the day on which it holds: `pulumi up --config` writes what it is given into the stack's
 * file, and a choice for one run that stays there must not become one for all runs.
 *
 * @throws InputError when it is no day.
 */
export function runChoices(takeOwnership: string | undefined, today: string): RunChoices {
  if (takeOwnership === undefined) return {};
  if (DAY.test(takeOwnership)) return { patchForce: takeOwnership === today };
  throw new InputError([
    {
      file: "stack configuration",
      path: TAKE_OWNERSHIP,
      expected: `the day on which it holds, such as ${today}`,
      got: JSON.stringify(takeOwnership),
      hint: `for this run: pulumi up --config ${TAKE_OWNERSHIP}=${today}`,
    },
  ]);
}
