import { z } from "zod";
import { QUEUE_ADDRESS } from "../../charts/delivery-vocabulary.ts";
import { timeZone } from "../alert-routes.ts";
import { cronText } from "../delivery-windows.ts";
import { distinct, entryId, wholeNumber } from "../scalars.ts";

const QUANTITY = "a number above 0, of at most a million";
const quantity = z
  .number({ error: QUANTITY })
  .positive({ error: QUANTITY })
  .max(1_000_000, { error: QUANTITY });

const METRIC = "the name of a metric such as http_requests_in_flight";
const LABEL = "the name of a label such as queue";
const VALUE = "1..100 letters, digits and . _ : / @ - as the value of a label";
const QUEUE = "the address of a queue such as https://sqs.eu-central-1.amazonaws.com/111122223333/orders";
const ROLE = "the ARN of a role such as arn:aws:iam::111122223333:role/acme-queue-reader, without a star";

/**
 * A question about the tenant's own metrics. It is put together here and not written in PromQL: KEDA asks for all
 * tenants, and its scaler has no way to hold a foreign query to one namespace.
 */
const query = z.strictObject({
  metric: z
    .string({ error: METRIC })
    .regex(/^[a-zA-Z_:][\w:]{0,99}$/, { error: METRIC })
    .describe("Name of the metric, whose values are added up."),
  labels: z
    .record(
      z.string().regex(/^(?!namespace$)[a-zA-Z_]\w{0,49}$/, { error: LABEL }),
      z.string({ error: VALUE }).regex(/^[\w.:/@-]{1,100}$/, { error: VALUE }),
    )
    .default({})
    .describe("Label -> value that its series must have. @default - any"),
  rate: z
    .boolean()
    .default(false)
    .describe("Whether it only grows, so that its rate a second counts. @default false"),
  perPod: quantity.describe("Sum of all series that one pod carries."),
});

const times = z.strictObject({
  start: cronText.describe("When it begins, such as 0 8 * * 1-5."),
  end: cronText.describe("When it ends, such as 0 20 * * 1-5."),
  timezone: timeZone.default("Etc/UTC").describe("As in the IANA database. @default Etc/UTC"),
  pods: wholeNumber(1, 200).describe("Least number of pods meanwhile. Range 1..200."),
});

const queue = z.strictObject({
  sqs: z.string({ error: QUEUE }).regex(QUEUE_ADDRESS, { error: QUEUE }).describe("Address of the queue."),
  role: z
    .string({ error: ROLE })
    .regex(/^arn:aws:iam::\d{12}:role(\/[\w+=,.@-]+)+$/, { error: ROLE })
    .describe(
      "Role that reads its length and trusts KEDA's; the cluster's addOns.keda.assumeRoles names it.",
    ),
  perPod: quantity.describe("Messages that one pod works off."),
});

/** How many pods an application has. */
export const scaling = z.strictObject({
  min: wholeNumber(1, 200).default(3).describe("Least number of pods. Range 1..200. @default 3"),
  max: wholeNumber(1, 200).default(10).describe("Most pods. Range 1..200. @default 10"),
  sleeps: distinct(entryId)
    .default([])
    .describe("Environments in which it has no pod while nothing asks for one. @default none"),
  cpuPercent: wholeNumber(10, 100)
    .optional()
    .describe("Use of the requested CPU to hold. Range 10..100. @default - 70 where nothing else is said"),
  query: query.optional().describe("A metric of the tenant's own pods. @default none"),
  queue: queue.optional().describe("Queue of Amazon SQS. @default none"),
  cron: z
    .array(times)
    .max(10, { error: "at most 10 times" })
    .default([])
    .describe("Times with more pods. @default none"),
  http: z
    .strictObject({ requestsPerPod: quantity.describe("Requests a second that one pod answers.") })
    .optional()
    .describe("Requests that come in through the gateway. @default none"),
});

export type ScalingEntry = z.infer<typeof scaling>;

/** Whether the CPU alone says how many pods there are, which Kubernetes does by itself. */
export function scalesByCpu({ cron, query, queue, http }: ScalingEntry): boolean {
  return cron.length === 0 && query === undefined && queue === undefined && http === undefined;
}
