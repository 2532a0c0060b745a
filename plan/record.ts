import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { plannedResource } from "./request.ts";
import { resourceKey, type PlannedResource } from "./plan.ts";
import { quietRuntime } from "./quiet-runtime.ts";
import { type MadeOutputs, RecordingMonitor, type ShownByStack } from "./recording-monitor.ts";

export interface RecordOptions {
  /** Name the program sees as its stack. */
  readonly stack: string;
  /** @default "atoll" */
  readonly project?: string;
  /** As in a preview, what only the cloud knows stays unknown; else every id is made up. @default true */
  readonly preview?: boolean;
  /** What the cloud answers beside inputs and ids, unless it is a preview. @default nothing */
  readonly made?: MadeOutputs;
  /** What other stacks show, by name, to a program that reads it. @default none */
  readonly shown?: ShownByStack;
  /** Configuration, keys `namespace:key`. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Keeps stack traces, to find where a failure comes from; a resource then costs twice as much. @default false */
  readonly traces?: boolean;
}

/** Ends when the last recording does. */
let lastRecording: Promise<unknown> = Promise.resolve();

/**
 * Runs a Pulumi program in this process, without engine, provider or account, and returns all it would register,
 * sorted by key. Pulumi's runtime is global, so recordings wait for each other; a program cannot record another one.
 *
 * @throws whatever the program throws, now or in a promise of its own; and an Error for each provider call it makes.
 */
export function record(program: () => unknown, options: RecordOptions): Promise<readonly PlannedResource[]> {
  const recording = lastRecording.then(() => recordAlone(program, options));
  lastRecording = recording.catch(() => undefined);
  return recording;
}

async function recordAlone(
  program: () => unknown,
  options: RecordOptions,
): Promise<readonly PlannedResource[]> {
  const { stack, project = "atoll", preview = true, config = {}, shown, made, traces = false } = options;
  const restore = traces ? () => undefined : quietRuntime();
  const rejections: unknown[] = [];
  const stopCollecting = collectRejections(rejections);
  try {
    const monitor = await RecordingMonitor.install(
      { project, stack, preview, ...(made === undefined ? {} : { made }) },
      shown,
    );
    pulumi.runtime.setAllConfig({ ...config });
    await program();
    await drained(() => monitor.requests.length + rejections.length);
    if (rejections.length > 0) throw rejections[0];
    const resources = monitor.requests.map((request) => plannedResource(request));
    return resources.sort((a, b) => compare(resourceKey(a), resourceKey(b)));
  } finally {
    stopCollecting();
    restore();
  }
}

/** Turns of the event loop without a registration after which the program has come to its end. */
const QUIET_TURNS = 10;

/** Waits until nothing is registered any more: an `apply` that is still running may start another registration. */
async function drained(count: () => number): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS;) {
    const before = count();
    await pulumi.runtime.disconnect();
    await setImmediate();
    quiet = count() === before ? quiet + 1 : 0;
  }
}

/** A promise of the program that nobody awaits must still fail the recording. */
function collectRejections(rejections: unknown[]): () => void {
  const others = process.listeners("unhandledRejection");
  const collect = (reason: unknown): void => {
    rejections.push(reason);
  };
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", collect);
  return () => {
    process.off("unhandledRejection", collect);
    for (const listener of others) process.on("unhandledRejection", listener);
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
