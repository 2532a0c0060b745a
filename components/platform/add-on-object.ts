import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AddOnObject } from "./contract.ts";

/** One object of a kind that a chart brought: it goes before the controller that would have to let it go. */
export function addOnObject(
  name: string,
  { apiVersion, kind, name: objectName, namespaced, spec }: AddOnObject,
  namespace: string,
  options: pulumi.CustomResourceOptions,
): CustomResource {
  const metadata = { name: objectName, ...(namespaced ? { namespace } : {}) };
  return new CustomResource(name, { apiVersion, kind, metadata, spec }, options);
}
