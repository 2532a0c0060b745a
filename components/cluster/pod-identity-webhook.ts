import { MutatingWebhookConfiguration } from "@pulumi/kubernetes/admissionregistration/v1/mutatingWebhookConfiguration.js";
import { ValidatingAdmissionPolicy } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicy.js";
import { ValidatingAdmissionPolicyBinding } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicyBinding.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NAMESPACE } from "../../fleet/eks-vocabulary.ts";
import { createController } from "./controller.ts";
import {
  GUARD_BINDING,
  GUARD_SPEC,
  WEBHOOK_HOSTS,
  WEBHOOK_NAME,
  WEBHOOK_PODS,
  WEBHOOK_RULES,
  webhookPod,
  type WebhookSettings,
} from "./pod-identity-webhook-plan.ts";
import type { ObjectPlace } from "./system-objects.ts";
import { createWebhookCertificate, type CertificatePlace } from "./webhook-certificate.ts";

export interface PodIdentityWebhookArgs extends WebhookSettings, ObjectPlace, CertificatePlace {}

/**
 * What gives pods the tokens by which AWS knows their ServiceAccount. It must exist before any pod that has rights; what
 * is returned is what such pods wait for.
 */
export function createPodIdentityWebhook(args: PodIdentityWebhookArgs): readonly pulumi.Resource[] {
  const { parent, provider, dependsOn } = args;
  const name = `${args.name}-${WEBHOOK_NAME}`;
  const options = { parent, provider, dependsOn: [...dependsOn] };
  const metadata = { name: WEBHOOK_NAME, namespace: SYSTEM_NAMESPACE };
  const certificate = createWebhookCertificate(name, args, WEBHOOK_HOSTS);
  const secret = new Secret(
    `${name}-certificate-secret`,
    {
      metadata,
      type: "kubernetes.io/tls",
      stringData: { "tls.crt": certificate.certPem, "tls.key": certificate.keyPem },
    },
    options,
  );
  const service = new Service(
    `${name}-service`,
    { metadata, spec: { selector: WEBHOOK_PODS, ports: [{ port: 443, targetPort: "https" }] } },
    options,
  );
  const controller = createController(
    { name, parent, provider, dependsOn: [...dependsOn, secret] },
    {
      namespace: SYSTEM_NAMESPACE,
      account: WEBHOOK_NAME,
      everywhere: [{ apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get", "list", "watch"] }],
      pod: webhookPod(args),
      replicas: args.replicas,
    },
  );
  const after = { ...options, dependsOn: [controller, service] };
  return [registerWebhook(name, certificate.caBundle, after), ...guard(name, after)];
}

function registerWebhook(
  name: string,
  caBundle: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const service = { name: WEBHOOK_NAME, namespace: SYSTEM_NAMESPACE, path: "/mutate", port: 443 };
  return new MutatingWebhookConfiguration(
    `${name}-registration`,
    {
      metadata: { name: WEBHOOK_NAME },
      webhooks: [
        { name: `${WEBHOOK_NAME}.amazonaws.com`, clientConfig: { caBundle, service }, ...WEBHOOK_RULES },
      ],
    },
    options,
  );
}

/** Refuses pods that would start without their rights. */
function guard(name: string, options: pulumi.CustomResourceOptions): readonly pulumi.Resource[] {
  const metadata = { name: WEBHOOK_NAME };
  const policy = new ValidatingAdmissionPolicy(`${name}-guard`, { metadata, spec: GUARD_SPEC }, options);
  const binding = new ValidatingAdmissionPolicyBinding(
    `${name}-guard-binding`,
    { metadata, spec: GUARD_BINDING },
    { ...options, dependsOn: [policy] },
  );
  return [policy, binding];
}
