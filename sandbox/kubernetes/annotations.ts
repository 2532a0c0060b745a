/**
 * Annotations that the Kubernetes provider reads and writes.
 *
 * @see https://www.pulumi.com/registry/packages/kubernetes/
 */
export const ANNOTATIONS = {
  /** `true` on objects whose name was made up. */
  autonamed: "pulumi.com/autonamed",
  /** `true`: take fields over from whoever manages them. */
  patchForce: "pulumi.com/patchForce",
  /** `true`: do not wait until the object is ready. */
  skipAwait: "pulumi.com/skipAwait",
  /** How long to wait, in seconds. */
  timeoutSeconds: "pulumi.com/timeoutSeconds",
  /** `background`, `foreground` or `orphan`. */
  propagation: "pulumi.com/deletionPropagationPolicy",
} as const;
