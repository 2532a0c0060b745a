import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Api } from "../../sandbox/kubernetes/api.ts";
import type { KubernetesObject } from "../../sandbox/kubernetes/object.ts";
import { madeAuthority } from "../stacks/contact/made-authority.ts";

/**
 * A stub in the place of a chart's webhook: it lets everything pass that it is asked about, once it is open. While it is
 * closed nobody listens, as while the pods of a real one start.
 */
export class StubWebhook {
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #certificate: string;
  #port = 0;

  private constructor(certificate: string, key: string) {
    this.#certificate = certificate;
    this.#server = createServer({ cert: certificate, key }, (request, answer) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const review = JSON.parse(Buffer.concat(parts).toString("utf8")) as {
          readonly request: { readonly uid: string; readonly name?: string };
        };
        const { uid, name = "" } = review.request;
        this.asked.push(name);
        const response = { uid, allowed: true };
        answer.setHeader("content-type", "application/json");
        answer.end(JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response }));
      });
    });
  }

  /** A closed stub that keeps a port of its own. */
  static async made(): Promise<StubWebhook> {
    const { certificate, key } = await madeAuthority();
    const stub = new StubWebhook(certificate, key);
    await stub.open();
    stub.#port = (stub.#server.address() as AddressInfo).port;
    await stub.close();
    return stub;
  }

  open(): Promise<void> {
    return new Promise((done) => this.#server.listen(this.#port, "127.0.0.1", done));
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.#server.close(() => {
        done();
      });
      this.#server.closeAllConnections();
    });
  }

  /** Makes the API server ask it about objects of a kind, and refuse them without its answer. */
  async guard(
    api: Api,
    { namespace, plural }: { readonly namespace: string; readonly plural: string },
  ): Promise<void> {
    const configuration: KubernetesObject = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "stub" },
      webhooks: [
        {
          name: "stub.atoll.test",
          admissionReviewVersions: ["v1"],
          sideEffects: "None",
          failurePolicy: "Fail",
          timeoutSeconds: 2,
          clientConfig: {
            url: `https://127.0.0.1:${this.#port}/`,
            caBundle: Buffer.from(this.#certificate).toString("base64"),
          },
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
          // The server brings its own certificates into every namespace.
          matchConditions: [
            { name: "not-the-servers-own", expression: "request.name != 'kube-root-ca.crt'" },
          ],
          rules: [
            {
              apiGroups: [""],
              apiVersions: ["v1"],
              operations: ["CREATE", "UPDATE"],
              resources: [plural],
              scope: "Namespaced",
            },
          ],
        },
      ],
    };
    const ref = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      name: "stub",
    };
    await api.apply(ref, configuration, { manager: "stub", force: true });
  }
}
