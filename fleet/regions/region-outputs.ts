import type { Region } from "../inventory.ts";

/** What a cluster's stack may read of its region's stack: each is one text. */
export const REGION_OUTPUTS = [
  "zoneId",
  "privateZoneId",
  "backupBucket",
  "logBucket",
  "dataKeyArn",
  "alertTopicArn",
  "transitGatewayId",
] as const;
export type RegionOutput =
  (typeof REGION_OUTPUTS)[number] | `transitTable-${string}` | `endpointZone-${string}`;

/** Output that holds the id of a transit gateway's route table. */
export const transitTableOutput = (key: string): `transitTable-${string}` => `transitTable-${key}`;

/** Whether a region tells anything, and so has a topic for it. */
export function hasAlertTopic({ quotaAlarms, budget }: Region): boolean {
  return quotaAlarms !== undefined || budget !== undefined;
}

/** Output that holds the id of the private zone that leads to a shared endpoint. */
export const endpointZoneOutput = (service: string): `endpointZone-${string}` => `endpointZone-${service}`;
