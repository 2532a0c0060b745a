import { Metadata, status, type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { ProviderError, unimplemented, UnfinishedError } from "./error.ts";
import { checkResponse, decodedSettings, diffResponse, fromStruct, toStruct } from "./messages.ts";
import type { Properties } from "./properties.ts";
import type { StandIn, Target } from "./stand-in.ts";
import { unfinishedMetadata } from "./unfinished.ts";

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** One gRPC method: errors become what the engine shows, with the official providers' status. */
function unary<Request, Response>(handler: Handler<Request, Response>): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(handler)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const code = error instanceof ProviderError ? error.code : status.INTERNAL;
          const details = error instanceof Error ? error.message : String(error);
          const metadata = error instanceof UnfinishedError ? unfinishedMetadata(error) : new Metadata();
          callback({ code, details, metadata });
        },
      );
  };
}

interface AboutResource {
  getUrn(): string;
  /** Seconds; zero where the program sets no limit. */
  getTimeout?(): number;
}

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function target(request: AboutResource): Target {
  const urn = request.getUrn();
  const [, , types = "", ...name] = urn.split("::");
  const timeoutSeconds = request.getTimeout?.() ?? 0;
  return {
    type: types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
    urn,
    ...(timeoutSeconds > 0 && { timeoutSeconds }),
  };
}

function emptyMessage() {
  return new emptyPb.Empty();
}

/** Methods about the plugin itself. */
function pluginMethods(standIn: StandIn): UntypedServiceImplementation {
  return {
    handshake: unary(() => new providerPb.ProviderHandshakeResponse()),
    getPluginInfo: unary(() => {
      const info = new pluginPb.PluginInfo();
      info.setVersion(standIn.version);
      return info;
    }),
    getSchema: unary(() => {
      const response = new providerPb.GetSchemaResponse();
      response.setSchema(JSON.stringify(standIn.schema()));
      return response;
    }),
    cancel: unary(emptyMessage),
    attach: unary(emptyMessage),
    parameterize: unary(() => Promise.reject(unimplemented("parameterization"))),
    invoke: unary((request: pb.InvokeRequest) => Promise.reject(unimplemented(`invoke ${request.getTok()}`))),
    call: unary((request: pb.CallRequest) => Promise.reject(unimplemented(`call ${request.getTok()}`))),
    construct: unary((request: pb.ConstructRequest) =>
      Promise.reject(unimplemented(`component ${request.getType()}`)),
    ),
    getMapping: unary(() => new providerPb.GetMappingResponse()),
    getMappings: unary(() => new providerPb.GetMappingsResponse()),
  };
}

/** Methods about the provider's settings. */
function settingsMethods(standIn: StandIn): UntypedServiceImplementation {
  return {
    checkConfig: unary((request: pb.CheckRequest) => {
      const sent = fromStruct(request.getNews());
      const { failures } = standIn.checkConfig(decodedSettings(sent));
      return checkResponse({ inputs: sent, failures });
    }),
    diffConfig: unary((request: pb.DiffRequest) =>
      diffResponse(
        standIn.diffConfig(
          decodedSettings(fromStruct(request.getOldInputs() ?? request.getOlds())),
          decodedSettings(fromStruct(request.getNews())),
        ),
      ),
    ),
    configure: unary((request: pb.ConfigureRequest) => {
      standIn.configure(settingsOf(request));
      const response = new providerPb.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
  };
}

/** The engine sends the settings twice; the variables are the copy without marks of secrets. */
function settingsOf(request: pb.ConfigureRequest): Properties {
  const entries = request
    .getVariablesMap()
    .toArray()
    .map(([key, value]) => [key.slice(key.lastIndexOf(":") + 1), value] as const);
  return decodedSettings(Object.fromEntries(entries));
}

/** Methods about one resource. */
function resourceMethods(standIn: StandIn): UntypedServiceImplementation {
  return {
    check: unary(async (request: pb.CheckRequest) =>
      checkResponse(
        await standIn.check(
          target(request),
          fromStruct(request.getOlds()),
          fromStruct(request.getNews()),
          request.getRandomseed_asU8(),
        ),
      ),
    ),
    diff: unary((request: pb.DiffRequest) =>
      diffResponse(
        standIn.diff(
          target(request),
          fromStruct(request.getOldInputs()),
          fromStruct(request.getNews()),
          fromStruct(request.getOlds()),
        ),
      ),
    ),
    create: unary((request: pb.CreateRequest) => createResponse(standIn, request)),
    update: unary((request: pb.UpdateRequest) => updateResponse(standIn, request)),
    read: unary((request: pb.ReadRequest) => readResponse(standIn, request)),
    delete: unary(async (request: pb.DeleteRequest) => {
      await standIn.delete(target(request), request.getId(), fromStruct(request.getProperties()));
      return emptyMessage();
    }),
  };
}

async function createResponse(standIn: StandIn, request: pb.CreateRequest): Promise<pb.CreateResponse> {
  const inputs = fromStruct(request.getProperties());
  const response = new providerPb.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(await standIn.preview(target(request), inputs)));
    return response;
  }
  const created = await standIn.create(target(request), inputs);
  response.setId(created.id);
  response.setProperties(toStruct(created.outputs));
  return response;
}

async function updateResponse(standIn: StandIn, request: pb.UpdateRequest): Promise<pb.UpdateResponse> {
  const inputs = fromStruct(request.getNews());
  const before = fromStruct(request.getOlds());
  const response = new providerPb.UpdateResponse();
  const outputs = request.getPreview()
    ? await standIn.preview(target(request), inputs, before)
    : await standIn.update(target(request), request.getId(), inputs, before);
  response.setProperties(toStruct(outputs));
  return response;
}

/** An empty id says that the resource is gone. Without inputs a refresh would never repair what was changed. */
async function readResponse(standIn: StandIn, request: pb.ReadRequest): Promise<pb.ReadResponse> {
  const response = new providerPb.ReadResponse();
  const [before, state] = [fromStruct(request.getInputs()), fromStruct(request.getProperties())];
  const found = await standIn.read(target(request), request.getId(), before, state);
  if (found === undefined) return response;
  response.setId(found.id);
  response.setInputs(toStruct(found.inputs));
  response.setProperties(toStruct(found.outputs));
  return response;
}

/** All methods of `pulumirpc.ResourceProvider` for a stand-in. */
export function providerService(standIn: StandIn): UntypedServiceImplementation {
  return { ...pluginMethods(standIn), ...settingsMethods(standIn), ...resourceMethods(standIn) };
}
