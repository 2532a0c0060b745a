import * as pulumi from "@pulumi/pulumi";

/**
 * Leaves out of each resource's `dependsOn` what another one in it waits for anyway: the order is the same. When
 * something cannot be deleted, the engine walks from it along every path of that order, and does not remember where it
 * has been. A production cluster has thirty thousand million such paths, and a destroy that a protected resource stops
 * would walk for hours before it said so.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/graph/dependency_graph.go#L361
 */
export function shortestOrder(): pulumi.ResourceTransformation {
  const earlier = new WeakMap<pulumi.Resource, ReadonlySet<pulumi.Resource>>();
  return ({ resource, props, opts }) => {
    const { dependsOn } = opts;
    if (!isPlainList(dependsOn)) return undefined;
    const direct = new Set(dependsOn);
    // Who waits for a component waits for what is inside it, and not for what the component itself comes after.
    const single = [...direct].filter((one) => pulumi.CustomResource.isInstance(one));
    const covered = new Set(single.flatMap((one) => [...(earlier.get(one) ?? [])]));
    earlier.set(resource, new Set([...single, ...covered]));
    return { props, opts: { ...opts, dependsOn: [...direct].filter((one) => !covered.has(one)) } };
  };
}

/** Whether it is known now: an output is not. */
function isPlainList(dependsOn: pulumi.ResourceOptions["dependsOn"]): dependsOn is pulumi.Resource[] {
  return Array.isArray(dependsOn) && dependsOn.every((one) => pulumi.Resource.isInstance(one));
}
