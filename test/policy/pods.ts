/** What makes pods, as stacks register it. */
interface Given {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A pod by itself. */
export const pod = (spec: unknown): Given => ({ type: "kubernetes:core/v1:Pod", inputs: { spec } });

/** Pods of a Deployment. */
export const deployment = (spec: unknown, about: Readonly<Record<string, unknown>> = {}): Given => ({
  type: "kubernetes:apps/v1:Deployment",
  inputs: { spec: { ...about, template: { spec } } },
});

/** A Deployment with one container. */
export const container = (about: Readonly<Record<string, unknown>>): Given =>
  deployment({ containers: [about] });
