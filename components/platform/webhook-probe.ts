import { CHART_NAMES } from "../../fleet/charts/charts.ts";
import { chartCrds } from "../../fleet/charts/chart-kinds.ts";
import type { AddOnContract, AddOnWebhook } from "./contract.ts";

/** What an API server says of one request. */
export interface ClusterAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends an object to a path of a cluster's API server, as its administrator; rejects when nobody answers. */
export type AskCluster = (path: string, body: object) => Promise<ClusterAnswer>;

/** How long a webhook may take, and how it is waited for. */
export interface Patience {
  /** Seconds until it is given up. Range 1..3600. */
  readonly timeoutSeconds: number;
  /** Seconds between two questions. Range 0..60. */
  readonly everySeconds: number;
  /** @default - the clock of the machine */
  readonly pause?: (seconds: number) => Promise<void>;
}

type Guarded = Pick<AddOnContract, "name" | "namespace"> & { readonly webhook: AddOnWebhook };

/** Where the probe is asked for, in a dry run: it passes all that an object passes, and is never made. */
export function probePath({ namespace, webhook: { probe } }: Guarded): string {
  const [group = "", version] = probe.apiVersion.split("/");
  const root = version === undefined ? `/api/${group}` : `/apis/${group}/${version}`;
  const kinds = CHART_NAMES.flatMap(chartCrds);
  const known = kinds.find((one) => one.kind === probe.kind && one.group === group);
  const plural = known?.plural ?? `${probe.kind.toLowerCase()}s`;
  return `${root}${probe.namespaced ? `/namespaces/${namespace}` : ""}/${plural}?dryRun=All`;
}

/** The probe as an object; its name says what it is to whoever finds it in an audit log. */
export function probeObject({ namespace, webhook: { probe } }: Guarded): object {
  const { apiVersion, kind, namespaced, body } = probe;
  const metadata = { name: "atoll-webhook-probe", ...(namespaced ? { namespace } : {}) };
  return { apiVersion, kind, metadata, ...body };
}

/** Why an answer does not show that the webhook was asked; undefined where it does. A denial is an answer of the webhook. */
export function silenceOf({ status, body }: ClusterAnswer): string | undefined {
  const message = messageOf(body);
  if ((status >= 200 && status < 300) || status === ALREADY_EXISTS) return undefined;
  if (message.includes("admission webhook") && message.includes("denied the request")) return undefined;
  return message === "" ? `HTTP ${status}` : message;
}

const ALREADY_EXISTS = 409;

function messageOf(body: unknown): string {
  return typeof body === "object" && body !== null && "message" in body && typeof body.message === "string"
    ? body.message
    : "";
}

/**
 * Asks until the webhook has answered once.
 *
 * @throws Error that says who is silent and what the server said last
 */
export async function webhookAnswers(
  guarded: Guarded,
  ask: AskCluster,
  { timeoutSeconds, everySeconds, pause = wait }: Patience,
): Promise<void> {
  const [path, object] = [probePath(guarded), probeObject(guarded)];
  let said: string | undefined;
  for (let waited = 0; waited <= timeoutSeconds; waited += Math.max(everySeconds, 1)) {
    said = silenceOf(await ask(path, object).catch(unreachable));
    if (said === undefined) return;
    await pause(everySeconds);
  }
  const { name, namespace } = guarded;
  throw new Error(
    `the webhook of ${name} did not answer within ${timeoutSeconds} s, so nothing that it guards is created: ${said ?? ""}; ` +
      `look at its pods with: kubectl --namespace ${namespace} get pods`,
  );
}

function unreachable(error: unknown): ClusterAnswer {
  return { status: 0, body: { message: error instanceof Error ? error.message : "nobody answers" } };
}

const wait = (seconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, seconds * 1_000);
  });
