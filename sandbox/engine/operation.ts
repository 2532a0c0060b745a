import { type EngineEvent, type Step, stepOf, UNCHANGED } from "./events.ts";
import type { Sandbox } from "./folder.ts";
import { runOperation } from "./pulumi.ts";

export interface OperationReport {
  readonly succeeded: boolean;
  /** What was done to each resource, in the order of the engine. */
  readonly steps: readonly Step[];
  /** Errors and warnings of the engine, the program and the providers. */
  readonly messages: readonly string[];
  /** Seconds the engine took, preview included. */
  readonly seconds: number;
}

export type OperationName = "up" | "preview" | "refresh" | "destroy";

/** Runs one engine operation on a stack; `onStep` hears of each resource as it is done. */
export async function operate(
  sandbox: Sandbox,
  operation: { readonly name: OperationName; readonly stack: string; readonly flags?: readonly string[] },
  onStep: (step: Step, preview: boolean) => void = () => undefined,
): Promise<OperationReport> {
  const { name, stack, flags = [] } = operation;
  const started = Date.now();
  const messages: string[] = [];
  let steps: Step[] = [];
  // An up previews first; what counts is what came after the preview.
  let inPreview = name === "preview" || !flags.includes("--skip-preview");
  const onEvent = (event: EngineEvent): void => {
    const step = stepOf(event);
    if (step !== undefined) {
      steps.push(step);
      onStep(step, inPreview);
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic !== undefined && ["error", "warning"].includes(diagnostic.severity)) {
      messages.push(diagnostic.message.trim());
    }
    if (event.summaryEvent?.isPreview === true && name !== "preview") {
      steps = [];
      inPreview = false;
    }
  };
  const yes = name === "preview" ? [] : ["--yes"];
  const { exitCode, stdout, stderr } = await runOperation(sandbox, [name, "--stack", stack, ...yes, ...flags], onEvent);
  const seconds = (Date.now() - started) / 1000;
  const told = stdout.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
  const own = exitCode === 0 ? [] : [stderr, ...told].filter((text) => text.trim() !== "");
  return { succeeded: exitCode === 0, steps, messages: [...new Set([...messages, ...own])], seconds };
}

/** Steps that changed something. */
export function changes(report: OperationReport): readonly Step[] {
  return report.steps.filter(({ op }) => !UNCHANGED.has(op));
}
