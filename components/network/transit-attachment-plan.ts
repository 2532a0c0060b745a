/** A route of the VPC into the gateway. */
export interface PlannedTransitRoute {
  readonly name: string;
  /** Zone letter of the private table, or `control-plane`. */
  readonly table: string;
  readonly cidr: string;
}

/** Table of the control plane's interfaces: who asks the API server from afar wants an answer. */
export const CONTROL_PLANE_TABLE = "control-plane";

/** Every route of one attachment, by table and range. */
export function transitRoutes(
  name: string,
  zones: readonly string[],
  destinations: readonly string[],
): readonly PlannedTransitRoute[] {
  return [CONTROL_PLANE_TABLE, ...zones.toSorted()].flatMap((table) =>
    destinations.map((cidr) => ({ name: `${name}-route-${table}-${cidr.replace("/", "-")}`, table, cidr })),
  );
}
