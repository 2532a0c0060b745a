import type { Properties, Value } from "../provider/properties.ts";
import { isObject } from "../provider/properties.ts";
import { listAt, numberAt, textAt } from "./object.ts";

/** A fault of one field, as the API server tells it. */
export interface FieldFault {
  /** Such as `spec.replicas`. */
  readonly field: string;
  readonly message: string;
}

/** A request that the API server refuses. */
export class ApiError extends Error {
  /** Status of HTTP. */
  readonly code: number;
  /** Such as `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`. */
  readonly reason: string;
  readonly causes: readonly Properties[];

  constructor(code: number, answer: Value | undefined, text: string) {
    super(textAt(answer, "message") ?? `HTTP ${code}: ${text.trim()}`);
    this.name = "ApiError";
    this.code = numberAt(answer, "code") ?? code;
    this.reason = textAt(answer, "reason") ?? "";
    this.causes = isObject(answer) ? listAt(answer, "details", "causes") : [];
  }
}

/** The API server cannot be asked at all. */
export class UnreachableError extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`configured Kubernetes cluster is unreachable: ${reason}`, { cause });
    this.name = "UnreachableError";
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}

const UNDECLARED = /\.?([\w.[\]"=/-]+): field not declared in schema/g;
const STRICT = /(unknown|duplicate) field "([^"]+)"/g;

/** The server words one path as `.spec.rules[0].hots`, with a dot in front. */
function plain(path: string): string {
  return path.replace(/^\./, "");
}

/** Faults of fields that a refusal names: fields that don't exist, and values that are not allowed. */
export function fieldFaults(error: ApiError): readonly FieldFault[] {
  const undeclared = [...error.message.matchAll(UNDECLARED)].map(([, field = ""]) => ({
    field: plain(field),
    message: "field not declared in schema",
  }));
  const strict = [...error.message.matchAll(STRICT)].map(([, what = "", field = ""]) => ({
    field: plain(field),
    message: `${what} field`,
  }));
  if (undeclared.length + strict.length > 0) return [...undeclared, ...strict];
  if (error.reason !== "Invalid") return [];
  return error.causes.flatMap((cause) => {
    const [field, message] = [textAt(cause, "field"), textAt(cause, "message")];
    return field === undefined || message === undefined ? [] : [{ field: plain(field), message }];
  });
}

/** Each other manager of a conflict, with the fields it manages. */
export function conflicts(error: ApiError): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const cause of error.causes) {
    if (cause["reason"] !== "FieldManagerConflict") continue;
    const manager =
      /conflict with "([^"]*)"/.exec(textAt(cause, "message") ?? "")?.[1] ?? "an unnamed manager";
    (found[manager] ??= []).push(plain(textAt(cause, "field") ?? ""));
  }
  return found;
}
