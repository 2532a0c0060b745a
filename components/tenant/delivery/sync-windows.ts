import type { DeliveryWindow } from "../../../fleet/schema/delivery-windows.ts";

/** A window as a project of Argo CD has it. */
export interface SyncWindow {
  readonly kind: "allow" | "deny";
  readonly schedule: string;
  readonly duration: string;
  readonly timeZone: string;
  readonly applications: string[];
  readonly manualSync: boolean;
  readonly description: string;
}

/** A day that begins in every minute: it never ends. */
const ALWAYS = { schedule: "* * * * *", duration: "24h", timeZone: "Etc/UTC" } as const;

/**
 * When a project may be deployed to. One that is held is so at all times, by hand, too.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
 */
export function syncWindows(windows: readonly DeliveryWindow[], isHeld: boolean): SyncWindow[] {
  if (isHeld) {
    const description = "Held: nothing is deployed while the tenant sleeps or its cluster retires.";
    return [{ kind: "deny", ...ALWAYS, applications: ["*"], manualSync: false, description }];
  }
  return windows.map(({ kind, schedule, hours, timezone, byHand, why }) => ({
    kind,
    schedule,
    duration: `${hours}h`,
    timeZone: timezone,
    applications: ["*"],
    manualSync: byHand,
    description: why,
  }));
}
