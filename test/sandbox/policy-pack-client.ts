import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import rpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { type Plan, type PlannedResource, resourceKey, SECRET, UNKNOWN } from "../../plan/plan.ts";
import type { PackWord } from "./policy-said.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What the engine writes for a string that is not known yet, and around a secret. @see pulumi/sdk/nodejs/runtime/rpc.ts */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

type Wire = Parameters<typeof structs.Struct.fromJavaScript>[0];

/** Inputs of a plan as the engine would send them. */
function onTheWire(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (value === SECRET) return { [SIGNATURE]: SECRET_SIGNATURE, value };
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, onTheWire(one)]));
}

const struct = (inputs: PlannedResource["inputs"]): structs.Struct =>
  structs.Struct.fromJavaScript(onTheWire(inputs) as Wire);

/** The policy pack in a process of its own, asked as the engine asks it. One process serves one stack. */
export async function askPack(plan: Plan, inventory: string): Promise<readonly PackWord[]> {
  const pack = spawn(process.execPath, ["policy/index.js", "127.0.0.1:1"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const client = new rpc.AnalyzerClient(`127.0.0.1:${await portOf(pack)}`, credentials.createInsecure());
    try {
      await configure(client, inventory);
      return await wordsOf(client, plan);
    } finally {
      client.close();
    }
  } finally {
    pack.kill();
    if (pack.exitCode === null) await once(pack, "exit");
  }
}

async function portOf(pack: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: pack.stdout! })) return line;
  throw new Error("the pack ended before it served");
}

type Client = InstanceType<typeof rpc.AnalyzerClient>;

function configure(client: Client, inventory: string): Promise<void> {
  const config = new messages.PolicyConfig();
  config.setEnforcementlevel(messages.EnforcementLevel.ADVISORY);
  config.setProperties(structs.Struct.fromJavaScript({ inventory }));
  const request = new messages.ConfigureAnalyzerRequest();
  request.getPolicyconfigMap().set("read-inventory", config);
  return new Promise((done, fail) => {
    client.configure(request, (error) => {
      if (error === null) done();
      else fail(error);
    });
  });
}

async function wordsOf(client: Client, plan: Plan): Promise<readonly PackWord[]> {
  const words: PackWord[] = [];
  const resources = requestsOf(plan);
  for (const one of resources) {
    const request = new messages.AnalyzeRequest();
    request.setType(one.getType()).setName(one.getName()).setUrn(one.getUrn());
    request.setProperties(one.getProperties()).setOptions(one.getOptions()).setProvider(one.getProvider());
    const answer = await asked((heard) => {
      client.analyze(request, heard);
    });
    words.push(...answer.map((said) => wordOf(said, one.getName())));
  }
  const whole = new messages.AnalyzeStackRequest();
  whole.setResourcesList([...resources]);
  const names = new Map(resources.map((one) => [one.getUrn(), one.getName()]));
  const answer = await asked((heard) => {
    client.analyzeStack(whole, heard);
  });
  return [...words, ...answer.map((said) => wordOf(said, names.get(said.getUrn()) ?? ""))];
}

type Diagnostic = InstanceType<typeof messages.AnalyzeDiagnostic>;
type Heard = (error: Error | null, answer: InstanceType<typeof messages.AnalyzeResponse>) => void;

function asked(ask: (heard: Heard) => void): Promise<readonly Diagnostic[]> {
  return new Promise((done, fail) => {
    ask((error, answer) => {
      if (error === null) done(answer.getDiagnosticsList());
      else fail(error);
    });
  });
}

const wordOf = (said: Diagnostic, resource: string): PackWord => ({
  policyName: said.getPolicyname(),
  resource,
  message: said.getMessage(),
});

/** The resources of a plan, each with its provider and with where its values come from. */
function requestsOf({ stack, resources }: Plan): readonly InstanceType<typeof messages.AnalyzerResource>[] {
  const urnOf = (key: string): string => `urn:pulumi:${stack}::atoll::${key}`;
  const byKey = new Map(resources.map((one) => [resourceKey(one), one]));
  return resources.map((one) => {
    const request = new messages.AnalyzerResource();
    request
      .setType(one.type)
      .setName(one.name)
      .setUrn(urnOf(resourceKey(one)));
    request.setProperties(struct(one.inputs));
    request.setOptions(new messages.AnalyzerResourceOptions().setProtect(one.protect));
    const provider = byKey.get(one.provider ?? "");
    if (provider !== undefined) request.setProvider(providerOf(provider, urnOf(resourceKey(provider))));
    for (const [input, from] of Object.entries(one.sources ?? {})) {
      const urns = new messages.AnalyzerPropertyDependencies().setUrnsList(from.map(urnOf));
      request.getPropertydependenciesMap().set(input, urns);
    }
    return request;
  });
}

function providerOf(
  provider: PlannedResource,
  urn: string,
): InstanceType<typeof messages.AnalyzerProviderResource> {
  const said = new messages.AnalyzerProviderResource();
  return said
    .setType(provider.type)
    .setName(provider.name)
    .setUrn(urn)
    .setProperties(struct(provider.inputs));
}
