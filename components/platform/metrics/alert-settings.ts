import type { FleetSettings } from "../../../fleet/schema/fleet.ts";

/** A way to people: where alerts go, which of them, and when. */
export type AlertRoute = Omit<FleetSettings["alertRoutes"][string], "openTo"> & {
  readonly name: string;
  /** Tenants whose alerts it hears of, and of no others. @default - it hears of all */
  readonly tenants?: readonly string[];
};

/** How the alerts of one cluster reach people. */
export interface AlertSettings {
  /** In the order in which the environment names them, then those of tenants alone. */
  readonly routes: readonly AlertRoute[];
  /** Whether an outside service is told that alerting works. */
  readonly heartbeat: boolean;
  /** By which server mail is sent. @default - none is */
  readonly smtp?: NonNullable<FleetSettings["monitoring"]["smtp"]>;
}

/** Secret of which each key is a file for Alertmanager, and its name in Secrets Manager. */
export const ALERT_SECRET = "alert-routes";

/** Where servers take mail from who logs in; no other port is let out. */
export const MAIL_PORT = 587;

/** Key of the password for mail. */
export const SMTP_KEY = "smtp";

/** Key of the address that a cluster tells that it lives. */
export function heartbeatKey(cluster: string): string {
  return `heartbeat-${cluster}`;
}

/** Whether Alertmanager needs the Secret at all. */
export function needsAlertSecret({ routes, heartbeat }: AlertSettings): boolean {
  return heartbeat || routes.length > 0;
}
