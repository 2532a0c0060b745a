import * as pulumi from "@pulumi/pulumi";
import resources from "@pulumi/pulumi/proto/resource_pb.js";

export type RegisterRequest = InstanceType<typeof resources.RegisterResourceRequest>;
type Respond = (error: Error | null, response?: unknown) => void;

interface Monitor {
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

  static async install(run: {
    readonly project: string;
    readonly stack: string;
    readonly preview: boolean;
  }): Promise<RecordingMonitor> {
    const call = ({ token }: pulumi.runtime.MockCallArgs): never => {
      throw new Refusal(`the program calls ${token}; plans must not need a provider`);
    };
    const newResource = ({ name }: pulumi.runtime.MockResourceArgs): never => {
      throw new Refusal(`the program reads ${name}; plans must not need a provider`);
    };
    await pulumi.runtime.setMocks({ call, newResource }, run.project, run.stack, run.preview);
    const recorder = new RecordingMonitor(run.preview);
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    monitor.registerResource = (request, respond) => {
      recorder.#register(run, request, respond);
    };
    monitor.registerResourceOutputs = (_request, respond) => {
      respond(null, {});
    };
    return recorder;
  }

  #register(
    run: { readonly project: string; readonly stack: string },
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
    response.setObject(request.getObject());
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
