import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { CustomResourcePatch } from "@pulumi/kubernetes/apiextensions/customResourcePatch.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AddOnObject } from "./contract.ts";

/** Kinds of the group without a name, which the SDK knows by classes of their own alone. */
const CORE = { ConfigMap, Service, ServiceAccount } as const;

const isCore = (kind: string): kind is keyof typeof CORE => Object.hasOwn(CORE, kind);

/** One object that an add-on declares: one of its kinds goes before the controller that would have to let it go. */
export function addOnObject(
  name: string,
  object: AddOnObject,
  namespace: string,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const { apiVersion, kind, name: objectName, namespaced, labels, annotations, body } = object;
  const metadata = {
    name: objectName,
    ...(namespaced ? { namespace } : {}),
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  if (object.madeByController === true) {
    // Giving the fields back could leave an object that its kind does not allow, so it stays as it is.
    const kept = { ...options, retainOnDelete: true };
    return new CustomResourcePatch(name, { apiVersion, kind, metadata, ...body }, kept);
  }
  if (apiVersion !== "v1") return new CustomResource(name, { apiVersion, kind, metadata, ...body }, options);
  if (!isCore(kind)) throw new Error(`${name} is a ${kind}, which add-ons don't declare`);
  return new CORE[kind](name, { metadata, ...body }, options);
}
