/** What the engine says while it works, as far as it is read here. */
export interface EngineEvent {
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
  readonly policyEvent?: PolicyEvent;
  readonly summaryEvent?: {
    readonly durationSeconds: number;
    readonly resourceChanges: Readonly<Record<string, number>>;
    readonly isPreview: boolean;
    readonly result?: string;
  };
}

/** What a rule of a policy pack says. */
export interface PolicyEvent {
  /** Absent when it is about the whole stack. */
  readonly resourceUrn?: string;
  /** The rule's description, then what is wrong. */
  readonly message: string;
  readonly policyName: string;
  readonly enforcementLevel: string;
}

export interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old: StepState | null;
  readonly new: StepState | null;
}

interface StepState {
  readonly parent: string;
}

/** One resource that the engine is done with. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  /** `Network dev`, of the nearest component; the stack's own resources have none. */
  readonly component?: string;
}

/** Steps that leave something as it was. */
export const UNCHANGED: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** The step an event reports as done, except that of the stack itself. */
export function stepOf(event: EngineEvent): Step | undefined {
  const metadata = event.resOutputsEvent?.metadata;
  if (metadata === undefined || metadata.type === "pulumi:pulumi:Stack") return undefined;
  const { op, type, urn } = metadata;
  const component = componentOf(metadata.new?.parent ?? metadata.old?.parent ?? "");
  const own = type.startsWith("atoll:") ? componentOf(urn) : component;
  return { op, type, name: nameOf(urn), ...(own === undefined ? {} : { component: own }) };
}

function componentOf(urn: string): string | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return type.startsWith("atoll:") ? `${type.slice(type.lastIndexOf(":") + 1)} ${nameOf(urn)}` : undefined;
}

/** Name of the resource with this URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
