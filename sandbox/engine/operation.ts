import { type EngineEvent, type PolicyEvent, type Step, stepOf, UNCHANGED } from "./events.ts";
import type { Sandbox } from "./folder.ts";
import { type CommandResult, type RunningOperation, startOperation } from "./pulumi.ts";

export interface OperationReport {
  readonly succeeded: boolean;
  /** What was done to each resource, in the order of the engine. */
  readonly steps: readonly Step[];
  /** Errors and warnings of the engine, the program and the providers. */
  readonly messages: readonly string[];
  /** What the rules of the policy pack say, each once. */
  readonly policy: readonly PolicyEvent[];
  /** Seconds the engine took, preview included. */
  readonly seconds: number;
}

export type OperationName = "up" | "preview" | "refresh" | "destroy";

export interface Operation {
  readonly name: OperationName;
  readonly stack: string;
  /** Flags of the CLI beside those that every operation gets. */
  readonly flags?: readonly string[];
  /**
   * Writes the state once, at the end, and not after each step too, which is most of what the engine itself does. Of an
   * update that is killed the state then knows nothing: for tests in which nothing is killed.
   *
   * @default - after each step, too
   */
  readonly savesOnce?: true;
}

/** Hears of each resource as the engine is done with it. */
export type OnStep = (step: Step, preview: boolean) => void;

/** @see https://github.com/pulumi/pulumi/issues/10668 */
const SAVING_ONCE = { PULUMI_SKIP_CHECKPOINTS: "true" };

/** Starts one engine operation on a stack. */
export function beginOperation(
  sandbox: Sandbox,
  operation: Operation,
  onStep: OnStep = () => undefined,
): RunningOperation<OperationReport> {
  const { name, flags = [] } = operation;
  const started = Date.now();
  const messages: string[] = [];
  const policy = new Map<string, PolicyEvent>();
  const asides: string[] = [];
  // A component is reported again when its outputs are known.
  const steps = new Map<string, Step>();
  // An up previews first; what counts is what came after the preview.
  let inPreview = name === "preview" || !flags.includes("--skip-preview");
  const onEvent = (event: EngineEvent): void => {
    const step = stepOf(event);
    if (step !== undefined) {
      steps.set(`${step.op} ${step.type} ${step.name}`, step);
      onStep(step, inPreview);
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic !== undefined && ["error", "warning"].includes(diagnostic.severity)) {
      messages.push(diagnostic.message.trim());
    }
    if (diagnostic?.severity === "info#err") asides.push(diagnostic.message.trimEnd());
    const said = event.policyEvent;
    if (said !== undefined) policy.set(`${said.policyName} ${said.resourceUrn ?? ""} ${said.message}`, said);
    if (event.summaryEvent?.isPreview === true && name !== "preview") {
      steps.clear();
      inPreview = false;
    }
  };
  const { pid, result } = startOperation(sandbox, commandOf(operation), onEvent);
  const report = result.then((command) => ({
    succeeded: command.exitCode === 0,
    steps: [...steps.values()],
    policy: [...policy.values()],
    messages: [...new Set([...messages, ...withReason(printed(command), asides)])],
    seconds: (Date.now() - started) / 1000,
  }));
  return { pid, result: report };
}

/** What the engine is started with. */
function commandOf({ name, stack, flags = [], savesOnce }: Operation): Parameters<typeof startOperation>[1] {
  const yes = name === "preview" ? [] : ["--yes"];
  return { name, stack, flags: [...yes, ...flags], env: savesOnce === true ? SAVING_ONCE : {} };
}

/** As told, and what a policy pack that did not start printed itself: the engine only tells that it ended. */
function withReason(told: readonly string[], asides: readonly string[]): readonly string[] {
  const isCut = told.some((text) => text.includes("failed to start"));
  return isCut ? [...told, ...asides.filter((line) => line !== "")] : told;
}

/** What a failed command printed beside its events. */
function printed({ exitCode, signal, stdout, stderr }: CommandResult): readonly string[] {
  if (exitCode === 0) return [];
  const ended = signal === undefined ? "" : `the Pulumi CLI was ended by ${signal}`;
  const told = stdout.split("\n").filter((line) => !line.startsWith("{"));
  return [ended, stderr, ...told].filter((text) => text.trim() !== "");
}

/** Runs one engine operation on a stack to its end. */
export async function operate(
  sandbox: Sandbox,
  operation: Operation,
  onStep?: OnStep,
): Promise<OperationReport> {
  return beginOperation(sandbox, operation, onStep).result;
}

/** Steps that changed something. */
export function changes(report: OperationReport): readonly Step[] {
  return report.steps.filter(({ op }) => !UNCHANGED.has(op));
}
