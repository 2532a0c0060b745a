import { credentials, type requestCallback } from "@grpc/grpc-js";
import grpcPb from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct } from "../../sandbox/provider/messages.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { listen } from "../../sandbox/provider/serve.ts";
import type { StandIn } from "../../sandbox/provider/stand-in.ts";

/** What the engine keeps of a resource. */
export interface State {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Changed paths with their kinds, such as `{ cidrBlock: "UPDATE_REPLACE" }`. */
export type Difference = Readonly<Record<string, string>>;

function answer<Response>(send: (callback: requestCallback<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error !== null) reject(new Error(error.details, { cause: error }));
      else if (response === undefined) reject(new Error("no answer"));
      else resolve(response);
    });
  });
}

function urn(type: string, name: string): string {
  return `urn:pulumi:test::atoll::atoll:network:Network$${type}::${name}`;
}

/** Speaks to a stand-in as the engine does: over gRPC, in the order of an update. */
export class TestEngine {
  readonly #client: InstanceType<typeof grpcPb.ResourceProviderClient>;
  readonly #stop: () => void;

  private constructor(client: InstanceType<typeof grpcPb.ResourceProviderClient>, stop: () => void) {
    this.#client = client;
    this.#stop = stop;
  }

  static async start(standIn: StandIn): Promise<TestEngine> {
    const { server, port } = await listen(standIn);
    return TestEngine.connect(port, () => {
      server.forceShutdown();
    });
  }

  /** Speaks to a plugin that listens already. */
  static connect(port: number, stop: () => void = () => undefined): TestEngine {
    const client = new grpcPb.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new TestEngine(client, () => {
      client.close();
      stop();
    });
  }

  stop(): void {
    this.#stop();
  }

  /** Settings as the engine sends them: whatever is no string as JSON text. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const request = new providerPb.ConfigureRequest();
    for (const [key, value] of Object.entries(settings)) {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      request.getVariablesMap().set(`aws:config:${key}`, text);
    }
    await answer<pb.ConfigureResponse>((callback) => this.#client.configure(request, callback));
  }

  /** Version that the plugin says it has. */
  async version(): Promise<string> {
    const info = await answer<PluginInfo>((callback) =>
      this.#client.getPluginInfo(new emptyPb.Empty(), callback),
    );
    return info.getVersion();
  }

  async checkConfig(settings: Properties): Promise<readonly string[]> {
    const request = new providerPb.CheckRequest();
    request.setNews(toStruct(settings));
    const response = await answer<pb.CheckResponse>((callback) =>
      this.#client.checkConfig(request, callback),
    );
    return response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
  }

  /** Checked inputs; rejects with all failures. */
  async check(type: string, name: string, inputs: Properties, before: Properties = {}): Promise<Properties> {
    const request = new providerPb.CheckRequest();
    request.setUrn(urn(type, name));
    request.setOlds(toStruct(before));
    request.setNews(toStruct(inputs));
    request.setRandomseed(new Uint8Array([1, 2, 3]));
    const response = await answer<pb.CheckResponse>((callback) => this.#client.check(request, callback));
    const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return fromStruct(response.getInputs());
  }

  async create(type: string, name: string, inputs: Properties): Promise<State> {
    const checked = await this.check(type, name, inputs);
    const request = this.#createRequest(type, name, checked);
    const response = await answer<pb.CreateResponse>((callback) => this.#client.create(request, callback));
    return {
      type,
      name,
      id: response.getId(),
      inputs: checked,
      outputs: fromStruct(response.getProperties()),
    };
  }

  /** Outputs that a preview shows. */
  async preview(type: string, name: string, inputs: Properties): Promise<Properties> {
    const request = this.#createRequest(type, name, await this.check(type, name, inputs));
    request.setPreview(true);
    const response = await answer<pb.CreateResponse>((callback) => this.#client.create(request, callback));
    return fromStruct(response.getProperties());
  }

  #createRequest(type: string, name: string, inputs: Properties): pb.CreateRequest {
    const request = new providerPb.CreateRequest();
    request.setUrn(urn(type, name));
    request.setProperties(toStruct(inputs));
    return request;
  }

  async diff(state: State, inputs: Properties): Promise<Difference> {
    return (await this.#diff(state, inputs)).difference;
  }

  async deletesBeforeReplace(state: State, inputs: Properties): Promise<boolean> {
    return (await this.#diff(state, inputs)).response.getDeletebeforereplace();
  }

  async #diff(
    state: State,
    inputs: Properties,
  ): Promise<{ response: pb.DiffResponse; difference: Difference }> {
    const request = new providerPb.DiffRequest();
    request.setId(state.id);
    request.setUrn(urn(state.type, state.name));
    request.setOldInputs(toStruct(state.inputs));
    request.setOlds(toStruct(state.outputs));
    request.setNews(toStruct(await this.check(state.type, state.name, inputs, state.inputs)));
    const response = await answer<pb.DiffResponse>((callback) => this.#client.diff(request, callback));
    const kinds = new Map(
      Object.entries(providerPb.PropertyDiff.Kind).map(([kind, number]) => [number, kind]),
    );
    const entries: [string, string][] = [];
    response.getDetaileddiffMap().forEach((one, path) => {
      entries.push([path, kinds.get(one.getKind()) ?? ""]);
    });
    return { response, difference: Object.fromEntries(entries) };
  }

  async update(state: State, inputs: Properties): Promise<State> {
    const checked = await this.check(state.type, state.name, inputs, state.inputs);
    const request = new providerPb.UpdateRequest();
    request.setId(state.id);
    request.setUrn(urn(state.type, state.name));
    request.setOlds(toStruct(state.outputs));
    request.setOldInputs(toStruct(state.inputs));
    request.setNews(toStruct(checked));
    const response = await answer<pb.UpdateResponse>((callback) => this.#client.update(request, callback));
    return { ...state, inputs: checked, outputs: fromStruct(response.getProperties()) };
  }

  /** The resource as it is now; `undefined` when it is gone. */
  async refresh(state: State): Promise<State | undefined> {
    return this.#read(state.type, state.name, { id: state.id, inputs: state.inputs, outputs: state.outputs });
  }

  async import(type: string, name: string, id: string): Promise<State | undefined> {
    return this.#read(type, name, { id, inputs: {}, outputs: {} });
  }

  async #read(type: string, name: string, from: Pick<State, "id" | "inputs" | "outputs">) {
    const request = new providerPb.ReadRequest();
    request.setId(from.id);
    request.setUrn(urn(type, name));
    request.setInputs(toStruct(from.inputs));
    request.setProperties(toStruct(from.outputs));
    const response = await answer<pb.ReadResponse>((callback) => this.#client.read(request, callback));
    if (response.getId() === "") return undefined;
    return {
      type,
      name,
      id: response.getId(),
      inputs: fromStruct(response.getInputs()),
      outputs: fromStruct(response.getProperties()),
    };
  }

  async delete(state: State): Promise<void> {
    const request = new providerPb.DeleteRequest();
    request.setId(state.id);
    request.setUrn(urn(state.type, state.name));
    request.setProperties(toStruct(state.outputs));
    request.setOldInputs(toStruct(state.inputs));
    await answer((callback) => this.#client.delete(request, callback));
  }

  async invoke(token: string): Promise<unknown> {
    const request = new providerPb.InvokeRequest();
    request.setTok(token);
    return answer<pb.InvokeResponse>((callback) => this.#client.invoke(request, callback));
  }

  async schema(): Promise<unknown> {
    const request = new providerPb.GetSchemaRequest();
    const response = await answer<pb.GetSchemaResponse>((callback) =>
      this.#client.getSchema(request, callback),
    );
    return JSON.parse(response.getSchema());
  }
}
