import { setTimeout as sleep } from "node:timers/promises";
import { isObject, type Properties } from "../provider/properties.ts";
import type { ApiConnection, ApiRequest } from "./api-connection.ts";
import { ApiError, isMissing } from "./api-error.ts";
import { listAt, textAt, type KubernetesObject } from "./object.ts";

/** Which object a request is about. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** @default - the provider's namespace, for kinds that have one */
  readonly namespace?: string;
}

interface Kind {
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface ApplyOptions {
  readonly manager: string;
  /** Take fields over from other managers. */
  readonly force: boolean;
  readonly dryRun?: boolean;
}

const STRICT = { fieldValidation: "Strict" } as const;
const DRY_RUN = { dryRun: "All" } as const;

/** A definition is served a moment after it was accepted. */
const KIND_MILLISECONDS = 10_000;
const POLL_MILLISECONDS = 100;

/** Kinds whose objects an API server has, and what can be done with one of them. */
export class Api {
  readonly namespace: string;
  readonly #connection: ApiConnection;
  readonly #kinds = new Map<string, Promise<ReadonlyMap<string, Kind>>>();

  constructor(connection: ApiConnection, namespace: string) {
    this.#connection = connection;
    this.namespace = namespace;
  }

  /** `undefined` when the server does not know it. */
  async kind(apiVersion: string, kind: string): Promise<Kind | undefined> {
    const known = (await this.#listed(apiVersion)).get(kind);
    if (known !== undefined) return known;
    // Definitions of custom resources come and go while the provider runs.
    this.#kinds.delete(apiVersion);
    return (await this.#listed(apiVersion)).get(kind);
  }

  #listed(apiVersion: string): Promise<ReadonlyMap<string, Kind>> {
    const kept = this.#kinds.get(apiVersion);
    if (kept !== undefined) return kept;
    const asked = this.#ask(apiVersion);
    this.#kinds.set(apiVersion, asked);
    asked.catch(() => this.#kinds.delete(apiVersion));
    return asked;
  }

  async #ask(apiVersion: string): Promise<ReadonlyMap<string, Kind>> {
    try {
      const answer = await this.#connection.send({ method: "GET", path: basePath(apiVersion) });
      const entries = listAt(answer, "resources")
        .filter((one) => textAt(one, "name")?.includes("/") === false)
        .map((one): [string, Kind] => [
          textAt(one, "kind") ?? "",
          { plural: textAt(one, "name") ?? "", namespaced: one["namespaced"] === true },
        ]);
      return new Map(entries);
    } catch (error) {
      if (isMissing(error)) return new Map();
      throw error;
    }
  }

  async get(ref: ObjectRef): Promise<KubernetesObject | undefined> {
    try {
      return object(await this.#send({ method: "GET", path: await this.#path(ref) }));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Server-side apply: creates the object, or changes the fields that the manager owns. */
  async apply(
    ref: ObjectRef,
    body: KubernetesObject,
    { manager, force, dryRun }: ApplyOptions,
  ): Promise<KubernetesObject> {
    const query = { fieldManager: manager, force: String(force), ...STRICT, ...(dryRun === true && DRY_RUN) };
    const path = await this.#path(ref);
    const contentType = "application/apply-patch+yaml";
    return object(await this.#send({ method: "PATCH", path, query, body, contentType }));
  }

  /** What a new object would become; nothing is made. */
  async dryCreate(ref: ObjectRef, body: KubernetesObject, manager: string): Promise<KubernetesObject> {
    const path = (await this.#path(ref)).replace(/\/[^/]*$/, "");
    const query = { fieldManager: manager, ...STRICT, ...DRY_RUN };
    return object(await this.#send({ method: "POST", path, query, body }));
  }

  async delete(ref: ObjectRef, propagationPolicy: string): Promise<void> {
    try {
      await this.#send({ method: "DELETE", path: await this.#path(ref), body: { propagationPolicy } });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** Waits for a kind that is about to be served. */
  async awaitKind({ apiVersion, kind }: Pick<ObjectRef, "apiVersion" | "kind">): Promise<void> {
    const deadline = Date.now() + KIND_MILLISECONDS;
    while ((await this.kind(apiVersion, kind)) === undefined && Date.now() < deadline) {
      await sleep(POLL_MILLISECONDS);
    }
  }

  #send(request: ApiRequest) {
    return this.#connection.send(request);
  }

  async #path({ apiVersion, kind, name, namespace }: ObjectRef): Promise<string> {
    const known = await this.kind(apiVersion, kind);
    if (known === undefined) {
      const message = `no matches for kind "${kind}" in version "${apiVersion}"`;
      throw new ApiError(404, { message, reason: "NoMatch" }, message);
    }
    const scope = known.namespaced ? `/namespaces/${encodeURIComponent(namespace ?? this.namespace)}` : "";
    return `${basePath(apiVersion)}${scope}/${known.plural}/${encodeURIComponent(name)}`;
  }
}

function basePath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function object(answer: unknown): Properties {
  const value = answer as Properties;
  if (!isObject(value)) throw new Error("the API server answers with something that is no object");
  return value;
}
