import { DATABASES } from "./data/databases.ts";
import { VOLUME_COPIES } from "./data/volume-copies.ts";
import { TENANT_SECRETS } from "./secrets/tenant-secrets.ts";
import { DELIVERY } from "./delivery/delivery.ts";
import { SCALING } from "./scaling/scaling.ts";
import type { SlicePart } from "./slice-object.ts";
import { OWN_OBJECTIVES } from "./watch/own-objectives.ts";
import { PUBLISHED } from "./ways/published.ts";
import { WAYPOINT } from "./ways/waypoint.ts";

/** What a slice has beside its walls, roles and policy of the mesh, each in a folder of its own. */
export const SLICE_PARTS: readonly SlicePart[] = [
  PUBLISHED,
  WAYPOINT,
  DELIVERY,
  SCALING,
  TENANT_SECRETS,
  DATABASES,
  VOLUME_COPIES,
  OWN_OBJECTIVES,
];
