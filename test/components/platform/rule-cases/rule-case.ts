import type { KINDS } from "../all-rules.ts";
import type { Severity } from "../../../../components/platform/rules.ts";

/** Made-up series by their name and labels; values in the notation of promtool, one a minute. @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
export type Series = Readonly<Record<string, string>>;

/** One alert as it reaches people. */
export interface Fired {
  readonly severity: Severity;
  /** Team. @default platform */
  readonly owner?: string;
  /** Labels beside these two. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** When an alert fires, and when it does not. */
export interface AlertCase {
  readonly alert: string;
  /** Kind of cluster that has it. @default eks */
  readonly kind?: keyof typeof KINDS;
  readonly series: Series;
  /** Time at which it is looked at, in both worlds: of some minutes. */
  readonly at: string;
  readonly fires: readonly Fired[];
  /** A world in which all is well, or nearly not. @default - it fires in every world */
  readonly quiet?: Series;
}

/** What a recorded series is worked out to. */
export interface RecordCase {
  readonly record: string;
  readonly series: Series;
  readonly at: string;
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
}
