/** Who hears of a region, and of what. */
export interface AlertSettings {
  /** Routes of the fleet by name; those of other kinds than e-mail need a subscription of their own. @default none */
  readonly routes?: readonly AlertRoute[];
  /** Part of a quota at which its alarm goes off, in percent. Range 10..99. @default - no alarms */
  readonly quotaPercent?: number;
  /** What may be spent. @default - no budget */
  readonly budget?: BudgetSettings;
}

export interface AlertRoute {
  readonly name: string;
  readonly kind: "slack" | "telegram" | "pagerduty" | "email";
  /** Channel, service or address there. */
  readonly target: string;
}

export interface BudgetSettings {
  /** Dollars a month. Range 1..100000000. */
  readonly monthlyUsd: number;
  /** Parts that were spent, in percent, each larger than the one before. Range 1..1000. */
  readonly thresholds: readonly number[];
}
