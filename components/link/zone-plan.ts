import { OTHER } from "./ends.ts";
import type { End, NamedSettings } from "./settings.ts";

/** A network that joins the private zone of the other end's region. */
export interface PlannedZone {
  readonly name: string;
  /** The end whose network joins. */
  readonly end: End;
  /** AWS region code of that network. */
  readonly awsRegion: string;
  /** Logical name of the word by which another account lets it; absent within one. */
  readonly authorization?: string;
}

export function plannedZones(name: string, { ends, zones }: NamedSettings): readonly PlannedZone[] {
  return zones.map((end) => {
    const elsewhere = ends[end].accountId !== ends[OTHER[end]].accountId;
    return {
      name: `${name}-zone-${end}`,
      end,
      awsRegion: ends[end].awsRegion,
      ...(elsewhere ? { authorization: `${name}-zone-${end}-authorization` } : {}),
    };
  });
}
