import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "./properties.ts";
import type { ChangeKind, CheckResult, DiffResult } from "./stand-in.ts";

/** Properties of a message; an absent struct is an empty one. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Undefined values are left out: the wire has no such thing. */
export function toStruct(properties: Properties): Struct {
  const present = Object.entries(properties).filter(([, value]) => (value as unknown) !== undefined);
  return structPb.Struct.fromJavaScript(Object.fromEntries(present));
}

/**
 * Settings of a provider. Values that are no strings arrive as JSON text, whatever their type.
 */
export function decodedSettings(properties: Properties): Properties {
  const decoded = Object.entries(properties).map(([key, value]) => [key, decodedSetting(value)] as const);
  return Object.fromEntries(decoded) as Properties;
}

function decodedSetting(value: unknown): unknown {
  if (typeof value !== "string" || !/^(\[|\{|true$|false$)/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

export function checkResponse({ inputs, failures }: CheckResult): pb.CheckResponse {
  const response = new providerPb.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new providerPb.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

/** Root of a path: `tags` of `tags.Name`. */
function root(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function propertyKind(kind: ChangeKind, replaces: boolean): pb.PropertyDiff.Kind {
  const { Kind } = providerPb.PropertyDiff;
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  } as const;
  return kinds[kind][replaces ? 1 : 0];
}

export function diffResponse({ changes, deleteBeforeReplace }: DiffResult): pb.DiffResponse {
  const response = new providerPb.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
  response.setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
  response.setDiffsList([...new Set(changes.map((change) => root(change.path)))]);
  response.setReplacesList([
    ...new Set(changes.filter((change) => change.replaces).map((change) => root(change.path))),
  ]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    const difference = new providerPb.PropertyDiff();
    difference.setKind(propertyKind(change.kind, change.replaces));
    difference.setInputdiff(true);
    response.getDetaileddiffMap().set(change.path, difference);
  }
  return response;
}
