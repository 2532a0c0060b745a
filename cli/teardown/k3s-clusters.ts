import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import { KUBERNETES_PROVIDER } from "../cluster/state-kubeconfig.ts";
import { K3S_CLUSTER } from "../recover/searches.ts";
import type { StateResource } from "../recover/state.ts";

const SERVER = "aws:ec2/instance:Instance";

/** A cluster of K3s in AWS, as a state or a plan tells of it: the component has its name. */
export interface K3sAnchor {
  /** Key of the AWS provider that made it. */
  readonly provider: string;
  readonly name: string;
  /** Key of the provider of what is inside, while there are servers to be asked; undefined when nobody answers any more. */
  readonly way: string | undefined;
}

/** Clusters of K3s of which a state still has something. */
export function k3sInState(resources: readonly StateResource[]): readonly K3sAnchor[] {
  return resources
    .filter(({ type }) => type === K3S_CLUSTER)
    .flatMap((component) => {
      const children = resources.filter(({ parent }) => parent === component.urn);
      const made = children.find(({ type, provider }) => type.startsWith("aws:") && provider !== undefined);
      const way = children.find(({ type }) => type === KUBERNETES_PROVIDER);
      const isUp = way !== undefined && children.some(({ type }) => type === SERVER);
      const name = nameOf(component.urn);
      return made === undefined
        ? []
        : [{ provider: keyOfUrn(made.provider ?? ""), name, way: isUp ? keyOfUrn(way.urn) : undefined }];
    });
}

/** The same of what a program wants: of a state that is empty, nobody knows more. */
export function k3sInPlan({ resources }: Plan): readonly K3sAnchor[] {
  return resources
    .filter(({ type }) => type === K3S_CLUSTER)
    .flatMap((component: PlannedResource) => {
      const key = `${component.type}::${component.name}`;
      const made = resources.find(({ type, parent }) => type.startsWith("aws:") && parent === key);
      return made === undefined
        ? []
        : [{ provider: made.provider ?? "", name: component.name, way: undefined }];
    });
}

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
