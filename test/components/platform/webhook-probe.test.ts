import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import {
  type ClusterAnswer,
  probeObject,
  probePath,
  silenceOf,
  webhookAnswers,
} from "../../../components/platform/webhook-probe.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { HAS_CHART_DATA } from "./chart-data.ts";
import { definitionFaultsOf } from "./chart-definitions.ts";

const GUARDED = {
  name: "cert-manager",
  namespace: "cert-manager",
  webhook: {
    kind: "validating",
    configuration: "cert-manager-webhook",
    probe: { apiVersion: "cert-manager.io/v1", kind: "Issuer", namespaced: true, body: { spec: {} } },
  },
} as const;

const REFUSED = {
  status: 500,
  body: {
    message:
      'Internal error occurred: failed calling webhook "webhook.cert-manager.io": connect: connection refused',
  },
};
const TAKEN = { status: 201, body: { kind: "Issuer" } };

/** Answers one after the other, the last for ever; and the seconds that were waited between them. */
function asked(answers: readonly (ClusterAnswer | Error)[]) {
  const paths: string[] = [];
  const waited: number[] = [];
  const ask = (path: string): Promise<ClusterAnswer> => {
    const answer = answers[Math.min(paths.length, answers.length - 1)]!;
    paths.push(path);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const pause = (seconds: number): Promise<void> => {
    waited.push(seconds);
    return Promise.resolve();
  };
  return {
    paths,
    waited,
    run: () => webhookAnswers(GUARDED, ask, { timeoutSeconds: 6, everySeconds: 2, pause }),
  };
}

test("the probe is asked for in a dry run, in the add-on's namespace, and says what it is", () => {
  expect(probePath(GUARDED)).toBe("/apis/cert-manager.io/v1/namespaces/cert-manager/issuers?dryRun=All");
  expect(probeObject(GUARDED)).toEqual({
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: { name: "atoll-webhook-probe", namespace: "cert-manager" },
    spec: {},
  });
  const pod = {
    ...GUARDED,
    webhook: { ...GUARDED.webhook, probe: { ...GUARDED.webhook.probe, apiVersion: "v1", kind: "Pod" } },
  };
  expect(probePath(pod)).toBe("/api/v1/namespaces/cert-manager/pods?dryRun=All");
});

test("a webhook that is closed at first is asked again until it answers, and then no more", async () => {
  const { paths, waited, run } = asked([REFUSED, new Error("ECONNREFUSED"), TAKEN]);
  await run();
  expect(paths).toHaveLength(3);
  expect(waited).toEqual([2, 2]);
});

test("a webhook that stays closed is given up with what the server said and where to look", async () => {
  await expect(asked([REFUSED]).run()).rejects.toThrow(
    "the webhook of cert-manager did not answer within 6 s, so nothing that it guards is created: " +
      'Internal error occurred: failed calling webhook "webhook.cert-manager.io": connect: connection refused; ' +
      "look at its pods with: kubectl --namespace cert-manager get pods",
  );
});

test.each([
  ["takes it", 201, ""],
  ["denies it", 400, 'admission webhook "webhook.cert-manager.io" denied the request: spec is empty'],
  ["meets one of that name", 409, "already exists"],
])("a webhook that %s has answered", (_, status, message) => {
  expect(silenceOf({ status, body: { message } })).toBeUndefined();
});

test.each([
  [
    403,
    'issuers.cert-manager.io is forbidden: User "x" cannot create',
    'issuers.cert-manager.io is forbidden: User "x" cannot create',
  ],
  [
    404,
    "the server could not find the requested resource",
    "the server could not find the requested resource",
  ],
  [502, undefined, "HTTP 502"],
])("HTTP %d does not show that the webhook was asked", (status, message, silence) => {
  expect(silenceOf({ status, body: message === undefined ? undefined : { message } })).toBe(silence);
});

const WITH_WEBHOOK = ADD_ON_NAMES.flatMap((name) => {
  const { webhook, ...contract } = ADD_ONS[name].contract;
  return webhook === undefined ? [] : [{ ...contract, webhook }];
});

test.each(WITH_WEBHOOK)("the probe of $name is of a kind that the API server can be asked for", (guarded) => {
  expect(probePath(guarded)).toMatch(/^\/apis?\/.+\?dryRun=All$/);
});

test.skipIf(!HAS_CHART_DATA).each(WITH_WEBHOOK)("the definitions take the probe of $name", (guarded) => {
  const { apiVersion, kind } = guarded.webhook.probe;
  expect(definitionFaultsOf({ apiVersion, kind, ...probeObject(guarded) }) ?? []).toEqual([]);
});
