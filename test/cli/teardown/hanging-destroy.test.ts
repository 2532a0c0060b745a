import { expect, test } from "vitest";
import type { ApiRequest, ClusterApi } from "../../../cli/cluster/cluster-api.ts";
import { whileWatching } from "../../../cli/teardown/hanging-destroy.ts";

const ok = (body: unknown) => ({ status: 200, text: JSON.stringify(body) });
const verbs = ["list", "patch"];
const held = (name: string) => ({
  metadata: {
    name,
    namespace: "shop",
    finalizers: ["example.com/never"],
    deletionTimestamp: "2026-01-01T00:00:00Z",
  },
});

/** A cluster with two objects that hang, the first of which nobody may change, and a kind that does not answer. */
function cluster(onPatch: (path: string) => void): ClusterApi {
  const answers: Readonly<Record<string, unknown>> = {
    "/apis": { groups: [] },
    "/api/v1": {
      resources: [
        { name: "broken", kind: "Broken", verbs },
        { name: "configmaps", kind: "ConfigMap", verbs },
      ],
    },
    "/api/v1/configmaps": { items: [held("locked"), held("stuck")] },
  };
  return {
    name: "dev",
    ask: ({ method, path }: ApiRequest) => {
      if (method === "PATCH") {
        onPatch(path);
        return Promise.resolve(path.endsWith("locked") ? { status: 403, text: "no" } : ok({}));
      }
      return Promise.resolve(path in answers ? ok(answers[path]) : { status: 500, text: "going" });
    },
    close: () => Promise.resolve(),
  };
}

test("neither a kind that does not answer nor an object that may not be changed keeps others from being let go", async () => {
  const told: string[] = [];
  const done = await new Promise<string>((resolve, reject) => {
    const api = cluster((path) => {
      if (path.endsWith("stuck")) resolve("let go");
    });
    const watch = {
      clusters: [api],
      releases: true,
      patienceMilliseconds: 0,
      tell: (line: string) => told.push(line),
    };
    const over = new Promise<void>((end) => setTimeout(end, 200));
    whileWatching(watch, () => over).then(() => {
      resolve("kept");
    }, reject);
  });
  expect(done).toBe("let go");
  expect(told).toEqual([
    "ConfigMap shop/locked (example.com/never)",
    "cluster dev: /api/v1/namespaces/shop/configmaps/locked failed:\n  HTTP 403: no",
    "ConfigMap shop/stuck (example.com/never)",
  ]);
});
