import * as pulumi from "@pulumi/pulumi";
import resources from "@pulumi/pulumi/proto/resource_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";

export type RegisterRequest = InstanceType<typeof resources.RegisterResourceRequest>;
type ReadRequest = InstanceType<typeof resources.ReadResourceRequest>;
type Respond = (error: Error | null, response?: unknown) => void;

/** Outputs of other stacks, by the name of the stack; undefined for a stack that nobody has. */
export type ShownByStack = (stack: string) => Readonly<Record<string, unknown>> | undefined;

/** Outputs that only the cloud makes, by the resource that has them. */
export type MadeOutputs = (type: string, name: string) => Readonly<Record<string, string>>;

/** What state in a bucket or a folder calls the organisation of every stack. */
const ORGANISATION = "organization";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** By which the program asks the engine whether a stack exists. */
const STACK_OUTPUTS = "pulumi:pulumi:readStackOutputs";

interface Monitor {
  readResource(request: ReadRequest, respond: Respond): void;
  registerResource(request: RegisterRequest, respond: Respond): void;
  registerResourceOutputs(request: unknown, respond: Respond): void;
}

/** Answers as gRPC does: the SDK shows only the details. */
class Refusal extends Error {
  readonly details: string;

  constructor(details: string) {
    super(details);
    this.details = details;
  }
}

/**
 * Takes the place of the engine's monitor: keeps each request whole, and answers with its own inputs. In a preview an
 * id is `${name.id}`, so that plans read well, and outputs that are no inputs stay unknown.
 */
export class RecordingMonitor {
  readonly requests: RegisterRequest[] = [];
  readonly #byUrn = new Map<string, RegisterRequest>();
  readonly #preview: boolean;

  private constructor(preview: boolean) {
    this.#preview = preview;
  }

  static async install(
    run: {
      readonly project: string;
      readonly stack: string;
      readonly preview: boolean;
      readonly made?: MadeOutputs;
    },
    shown: ShownByStack = () => undefined,
  ): Promise<RecordingMonitor> {
    const call = ({ token }: pulumi.runtime.MockCallArgs): object => {
      // The read that follows says whether the plan knows the stack.
      if (token === STACK_OUTPUTS) return {};
      throw new Refusal(`the program calls ${token}; plans must not need a provider`);
    };
    const newResource = ({ name }: pulumi.runtime.MockResourceArgs): never => {
      throw new Refusal(`the program reads ${name}; plans must not need a provider`);
    };
    await pulumi.runtime.setMocks({ call, newResource }, run.project, run.stack, run.preview, ORGANISATION);
    const recorder = new RecordingMonitor(run.preview);
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    monitor.registerResource = (request, respond) => {
      recorder.#register(run, request, respond);
    };
    monitor.readResource = (request, respond) => {
      respond(...readAnswer(run, request, shown));
    };
    monitor.registerResourceOutputs = (_request, respond) => {
      respond(null, {});
    };
    return recorder;
  }

  #register(
    run: { readonly project: string; readonly stack: string; readonly made?: MadeOutputs },
    request: RegisterRequest,
    respond: Respond,
  ): void {
    this.#inherit(request);
    this.requests.push(request);
    const response = new resources.RegisterResourceResponse();
    const name = request.getName();
    const parentType = request.getParent().split("::")[2];
    const type = parentType === undefined ? request.getType() : `${parentType}$${request.getType()}`;
    const urn = `urn:pulumi:${run.stack}::${run.project}::${type}::${name}`;
    this.#byUrn.set(urn, request);
    response.setUrn(urn);
    if (request.getCustom()) response.setId(this.#preview ? `\${${name}.id}` : `${name}-id`);
    const made = this.#preview ? undefined : run.made?.(request.getType(), name);
    const inputs = request.getObject();
    response.setObject(
      made === undefined ? inputs : structs.Struct.fromJavaScript({ ...inputs?.toJavaScript(), ...made }),
    );
    respond(null, response);
  }

  /**
   * What the engine, not the SDK, takes over from the parent.
   *
   * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/source_eval.go for `inheritFromParent`
   */
  #inherit(request: RegisterRequest): void {
    const parent = this.#byUrn.get(request.getParent());
    if (parent === undefined) return;
    if (request.getDeletedwith() === "") request.setDeletedwith(parent.getDeletedwith());
    if (!request.hasRetainondelete() && parent.hasRetainondelete())
      request.setRetainondelete(parent.getRetainondelete() === true);
  }
}

/** A stack that is read shows what the caller of the recording says; nothing else is read in a plan. */
function readAnswer(
  run: { readonly project: string; readonly stack: string },
  request: ReadRequest,
  shown: ShownByStack,
): [Error | null, unknown?] {
  const id = request.getId();
  const name = request.getName();
  if (request.getType() !== STACK_REFERENCE)
    return [new Refusal(`the program reads ${name}; plans must not need a provider`)];
  const outputs = shown(id.slice(id.lastIndexOf("/") + 1));
  if (outputs === undefined)
    return [new Refusal(`the program reads stack ${id}, which the plan does not know`)];
  const response = new resources.ReadResourceResponse();
  response.setUrn(`urn:pulumi:${run.stack}::${run.project}::${STACK_REFERENCE}::${name}`);
  response.setProperties(structs.Struct.fromJavaScript({ name: id, outputs, secretOutputNames: [] }));
  return [null, response];
}
