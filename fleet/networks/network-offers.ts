import { GATEWAY_ENDPOINT_SERVICES, LOG_RETENTION_DAYS } from "../vocabulary.ts";

/** A setting of a network that AWS does not offer. */
export interface OfferFault {
  /** Keys and indexes from the network's settings. */
  readonly at: readonly (string | number)[];
  readonly expected: string;
  readonly got: string;
  readonly hint?: string;
}

const SERVICE_NAME = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** How AWS itself names the service, region included. */
const LONG_NAME = /^com\.amazonaws\.[a-z0-9-]+\./;

const LONGEST_RETENTION_DAYS = Math.max(...LOG_RETENTION_DAYS);

/** CloudWatch keeps logs for some numbers of days and not for those between. */
export function retentionFaults(days: number | undefined): readonly OfferFault[] {
  if (days === undefined || LOG_RETENTION_DAYS.includes(days)) return [];
  const offered = LOG_RETENTION_DAYS.find((one) => one > days) ?? LONGEST_RETENTION_DAYS;
  const expected = "a number of days that CloudWatch offers";
  return [{ at: ["flowLogRetentionDays"], expected, got: `${days}`, hint: `write ${offered}` }];
}

/** Interface endpoints are named by their service, once, and only where no gateway endpoint stands already. */
export function endpointFaults(services: readonly string[]): readonly OfferFault[] {
  const gateways: readonly string[] = GATEWAY_ENDPOINT_SERVICES;
  return services.flatMap((service, index) => {
    const fault = { at: ["interfaceEndpoints", index], got: JSON.stringify(service) };
    const short = service.replace(LONG_NAME, "");
    if (short !== service) {
      return [{ ...fault, expected: "a service's name without the region's", hint: `write ${short}` }];
    }
    if (!SERVICE_NAME.test(service)) return [{ ...fault, expected: "an AWS service name such as ecr.api" }];
    if (gateways.includes(service)) {
      const hint = "leave it out, every network has that endpoint";
      return [{ ...fault, expected: "a service without a gateway endpoint", hint }];
    }
    const again = services.indexOf(service) !== index;
    return again ? [{ ...fault, expected: "each service once", hint: "leave it out" }] : [];
  });
}
