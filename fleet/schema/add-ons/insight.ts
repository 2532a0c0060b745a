import { z } from "zod";
import { wholeNumber } from "../scalars.ts";

const ADDRESS = "an address that begins with https://";

const address = z
  .string({ error: ADDRESS })
  .regex(/^https:\/\/[\w.-]+(:\d+)?(\/[\w.~%-]+)*\/?$/, { error: ADDRESS });

/** Settings of Grafana. */
export const grafana = {
  signIn: z
    .strictObject({
      authorizeUrl: address.describe("Where people are sent to sign in."),
      tokenUrl: address.describe("Where Grafana asks for a token."),
      userinfoUrl: address.describe("Where Grafana asks who somebody is."),
    })
    .optional()
    .describe(
      "Addresses of the provider that fleet.yaml names under sso, for Grafana does not ask it for them. @default - nobody signs in, and who may forward a port looks at everything",
    ),
};

/** Settings of OpenCost: what things cost, for no price list is fetched. */
export const opencost = {
  prices: z
    .strictObject({
      cpuCents: wholeNumber(0, 100_000)
        .default(2300)
        .describe("One processor for a month, in cents. Range 0..100000. @default 2300"),
      memoryGibCents: wholeNumber(0, 100_000)
        .default(310)
        .describe("One GiB of memory for a month, in cents. Range 0..100000. @default 310"),
      gpuCents: wholeNumber(0, 10_000_000)
        .default(70_000)
        .describe("One graphics processor for a month, in cents. Range 0..10000000. @default 70000"),
      storageGibCents: wholeNumber(0, 10_000)
        .default(10)
        .describe("One GiB of a volume for a month, in cents. Range 0..10000. @default 10"),
      spotPercent: wholeNumber(1, 100)
        .default(40)
        .describe("What a spot machine costs of that, in percent. Range 1..100. @default 40"),
    })
    .prefault({})
    .describe("What things cost, in US dollars. @default - about what machines of AWS cost in Europe"),
};
