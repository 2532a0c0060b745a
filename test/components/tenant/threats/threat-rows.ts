import { POD_THREATS } from "./threats-of-pods.ts";
import { RIGHT_THREATS } from "./threats-of-rights.ts";
import { WAY_THREATS } from "./threats-of-ways.ts";
import { OPERATOR_THREATS } from "./threats-of-operators.ts";
import { DELIVERY_THREATS } from "./threats-of-delivery.ts";
import type { ThreatRow } from "./threat-row.ts";

/** All rows, in the order of the table. */
export const THREAT_ROWS: readonly ThreatRow[] = [
  ...POD_THREATS,
  ...RIGHT_THREATS,
  ...WAY_THREATS,
  ...OPERATOR_THREATS,
  ...DELIVERY_THREATS,
];
