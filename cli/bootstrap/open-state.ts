import type { ExportedState } from "../recover/state.ts";

/** Key by which Pulumi marks a secret in a state. @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/sig/sig.go */
const MARK = "4dabf18193072939515e22adb298388d";

/** A value without the envelopes of the secrets in it; what is still encrypted stays as it is. */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  if (map[MARK] !== undefined && typeof map["plaintext"] === "string")
    return JSON.parse(map["plaintext"]) as unknown;
  return Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, opened(inner)]));
}

/** A state without the key of the backend that it leaves. */
export function withoutKey({ deployment, ...rest }: ExportedState): ExportedState {
  const { secrets_providers: _, ...kept } = deployment as ExportedState["deployment"] & {
    readonly secrets_providers?: unknown;
  };
  return { ...rest, deployment: kept };
}
