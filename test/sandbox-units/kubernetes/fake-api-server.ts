import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, type Properties, type Value } from "../../../sandbox/provider/properties.ts";

/** Kinds that the fake knows, by group and version: `[kind, plural, namespaced]`. */
const KINDS: Readonly<Record<string, readonly (readonly [string, string, boolean])[]>> = {
  v1: [
    ["Namespace", "namespaces", false],
    ["ConfigMap", "configmaps", true],
    ["Secret", "secrets", true],
    ["Service", "services", true],
    ["ServiceAccount", "serviceaccounts", true],
    ["PersistentVolumeClaim", "persistentvolumeclaims", true],
  ],
  "apps/v1": [["Deployment", "deployments", true]],
  "storage.k8s.io/v1": [["StorageClass", "storageclasses", false]],
  "tests.atoll.example/v1": [["Widget", "widgets", true]],
  "apiextensions.k8s.io/v1": [["CustomResourceDefinition", "customresourcedefinitions", false]],
};

interface Owner {
  readonly manager: string;
  readonly value: Value;
}

interface Stored {
  object: Properties;
  /** Who set which field, by path. */
  readonly owners: Map<string, Owner>;
}

interface Answer {
  readonly code: number;
  readonly body: Value;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Value;
  readonly authorization: string | undefined;
}

/** Leaves of an object, metadata's identity left out. */
function leaves(value: Value, path: readonly string[] = []): readonly (readonly [string, Value])[] {
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  const text = path.join("\u0000");
  const identity = ["apiVersion", "kind", "metadata\u0000name", "metadata\u0000namespace"];
  return identity.includes(text) ? [] : [[text, value]];
}

function withLeaf(
  object: Properties,
  [key = "", ...rest]: readonly string[],
  value: Value | undefined,
): Properties {
  const { [key]: old, ...others } = object;
  if (rest.length > 0) return { ...object, [key]: withLeaf(isObject(old) ? old : {}, rest, value) };
  return value === undefined ? others : { ...object, [key]: value };
}

/**
 * A few kinds of Kubernetes with server-side apply and its conflicts, in memory. Enough to test the stand-in without
 * an API server; what the real one does is tested with the real one.
 */
export class FakeApiServer {
  readonly asked: Asked[] = [];
  /** Answers instead of the fake, once each. */
  readonly refusals: Answer[] = [];
  /** Called with each object on its way into the store: what a controller would do. */
  controller: (object: Properties) => Properties = (object) => object;
  readonly #objects = new Map<string, Stored>();
  readonly #server: Server;
  #versions = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ code, body }) => {
        response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  kubeconfig(): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      "current-context": "fake",
      contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
      clusters: [{ name: "fake", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "fake", user: { token: "of-the-fake" } }],
    });
  }

  /** Object under a path such as `/api/v1/namespaces/acme`. */
  object(path: string): Properties | undefined {
    return this.#objects.get(path)?.object;
  }

  paths(): readonly string[] {
    return [...this.#objects.keys()].sort();
  }

  /** Puts an object there as another manager would. */
  put(path: string, object: Properties, manager = "kubectl-edit"): void {
    this.#apply(path, object, { fieldManager: manager, force: "true" });
  }

  remove(path: string): void {
    this.#objects.delete(path);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? "", "http://fake");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? null : JSON.parse(text)) as Value;
    const query = Object.fromEntries(url.searchParams);
    const [method, path] = [request.method ?? "", url.pathname];
    this.asked.push({ method, path, query, body, authorization: request.headers.authorization });
    const kinds = KINDS[path.replace(/^\/apis?\//, "")];
    if (kinds !== undefined && method === "GET")
      return {
        code: 200,
        body: { resources: kinds.map(([kind, name, namespaced]) => ({ kind, name, namespaced })) },
      };
    const refusal = this.refusals.shift();
    if (refusal !== undefined) return refusal;
    const found = this.#objects.get(path);
    if (method === "PATCH" && isObject(body)) return this.#apply(path, body, query);
    if (method === "POST" && isObject(body)) return { code: 201, body };
    if (found === undefined) return failure(404, "NotFound", `${path} not found`);
    if (method === "DELETE") this.#delete(path, found);
    return { code: 200, body: found.object };
  }

  #delete(path: string, { object, owners }: Stored): void {
    const metadata = object["metadata"] as Properties;
    if (metadata["finalizers"] === undefined) this.#objects.delete(path);
    else {
      const marked = { ...object, metadata: { ...metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } };
      this.#objects.set(path, { object: marked, owners });
    }
  }

  #apply(path: string, body: Properties, query: Readonly<Record<string, string>>): Answer {
    const manager = query["fieldManager"] ?? "";
    const kept: Stored = this.#objects.get(path) ?? { object: body, owners: new Map<string, Owner>() };
    const owners = new Map(kept.owners);
    const wanted = new Map(leaves(body));
    const conflicts = [...wanted].filter(([field, value]) => {
      const owner = owners.get(field);
      return (
        owner !== undefined &&
        owner.manager !== manager &&
        JSON.stringify(owner.value) !== JSON.stringify(value)
      );
    });
    if (conflicts.length > 0 && query["force"] !== "true")
      return failure(
        409,
        "Conflict",
        `Apply failed with ${conflicts.length} conflict`,
        conflicts.map(([field]) => ({
          reason: "FieldManagerConflict",
          message: `conflict with ${JSON.stringify(owners.get(field)?.manager)}`,
          field: `.${field.replaceAll("\u0000", ".")}`,
        })),
      );
    let { object } = kept;
    for (const [field, owner] of kept.owners) {
      if (owner.manager !== manager || wanted.has(field)) continue;
      owners.delete(field);
      object = withLeaf(object, field.split("\u0000"), undefined);
    }
    for (const [field, value] of wanted) {
      owners.set(field, { manager, value });
      object = withLeaf(object, field.split("\u0000"), value);
    }
    return this.#store(path, object, { owners, isDry: query["dryRun"] === "All" });
  }

  #store(
    path: string,
    object: Properties,
    { owners, isDry }: { owners: Stored["owners"]; isDry: boolean },
  ): Answer {
    const managers = [...new Set([...owners.values()].map(({ manager }) => manager))];
    const namespace = /\/namespaces\/([^/]+)\/./.exec(path)?.[1];
    const old = this.#objects.get(path)?.object["metadata"] as Properties | undefined;
    const metadata = {
      ...(object["metadata"] as Properties),
      ...(namespace !== undefined && { namespace }),
      uid: old?.["uid"] ?? `uid-${this.#versions}`,
      resourceVersion: String((this.#versions += 1)),
      managedFields: managers.map((manager) => ({ manager, operation: "Apply" })),
    };
    const stored = this.controller({ ...object, metadata });
    if (!isDry) this.#objects.set(path, { object: stored, owners });
    return { code: 200, body: stored };
  }
}

export function failure(
  code: number,
  reason: string,
  message: string,
  causes: readonly Properties[] = [],
): Answer {
  return { code, body: { kind: "Status", status: "Failure", code, reason, message, details: { causes } } };
}
