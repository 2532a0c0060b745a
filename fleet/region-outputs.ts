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
export type RegionOutput = (typeof REGION_OUTPUTS)[number] | `transitTable-${string}`;

/** Output that holds the id of a transit gateway's route table. */
export const transitTableOutput = (key: string): `transitTable-${string}` => `transitTable-${key}`;
