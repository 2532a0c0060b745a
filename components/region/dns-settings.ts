/** Zones below that of the fleet, by their names. */
export interface DnsSettings {
  /** Name of the public zone. @default - there is none */
  readonly publicZone?: string;
  /** Name of the private zone. @default - there is none */
  readonly privateZone?: string;
  /** Id of the zone that holds the public one and names its servers. @default - somebody else delegates */
  readonly parentZoneId?: string;
}
