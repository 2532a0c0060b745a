/** What is known about one condition of an upgrade. */
export interface UpgradeCheck {
  /** Short name, such as "charts". */
  readonly name: string;
  /** `blocked` stops the upgrade, `note` should be known, `not checked` needs what no file says. */
  readonly outcome: "ok" | "note" | "not checked" | "blocked";
  readonly detail: string;
}

/** One object that a stack registers in its cluster, as far as upgrades care. */
export interface PlannedObject {
  /** Logical name. */
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
}
