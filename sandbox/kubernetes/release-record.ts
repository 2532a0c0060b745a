import { createHash } from "node:crypto";
import { canonical, type Properties } from "../provider/properties.ts";
import type { ObjectRef } from "./api.ts";
import { bodyOf } from "./body.ts";
import { objectAt, textAt, type KubernetesObject } from "./object.ts";
import type { Owner } from "./release-crds.ts";

/** What the simulator writes down of a release. Helm's own record would hold the rendered chart. */
export interface ReleaseRecord {
  readonly chart: string;
  readonly version: string;
  readonly revision: number;
  /** Digest of the values; the values themselves may be secret. */
  readonly values: string;
}

const NOTE =
  "A release recorded by the simulator: nothing of its chart runs here but its custom resource definitions.";

export function recordRef({ name, namespace }: Owner): ObjectRef {
  return {
    apiVersion: "v1",
    kind: "Secret",
    name: `sh.helm.release.v1.${name}.recorded-by-simulator`,
    namespace,
  };
}

export function recordBody(
  owner: Owner,
  { chart, version, revision, values }: ReleaseRecord,
): KubernetesObject {
  const { name, namespace } = recordRef(owner);
  return bodyOf({
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      labels: { owner: "atoll-simulator", name: owner.name, status: "deployed" },
    },
    type: "atoll.simulator/recorded-release",
    stringData: { note: NOTE, chart, version, revision: String(revision), values },
  });
}

export function recordedRelease(secret: KubernetesObject): ReleaseRecord {
  const text = (key: string) =>
    Buffer.from(textAt(objectAt(secret, "data"), key) ?? "", "base64").toString("utf8");
  return {
    chart: text("chart"),
    version: text("version"),
    revision: Number(text("revision")) || 1,
    values: text("values"),
  };
}

export function valuesDigest(inputs: Properties): string {
  return createHash("sha256")
    .update(canonical(objectAt(inputs, "values")))
    .digest("hex");
}
