import { existsSync } from "node:fs";
import { type Cloud, openCloud } from "../aws/cloud.ts";
import { addressOf, type FoundAddress, isBalancerName, type NobodyThere } from "../aws/k3s/name-lookup.ts";

/** Where a name leads to; undefined for names that are not the simulated cloud's. */
export type Resolve = (name: string, port: number) => FoundAddress | NobodyThere | undefined;

/** Names lead where the machine's own resolver says. */
export const AS_USUAL: Resolve = () => undefined;

/**
 * Names of the simulated cloud's load balancers lead to servers of this machine; nobody listens at another address than
 * 127.0.0.1, and no resolver is changed.
 *
 * @param path of the cloud's file. @default - there is no simulated cloud
 */
export function namesOf(path: string | undefined): Resolve {
  if (path === undefined) return AS_USUAL;
  let cloud: Cloud | undefined;
  return (name, port) => {
    if (!isBalancerName(name) || !existsSync(path)) return undefined;
    cloud ??= openCloud(path);
    return addressOf(cloud, name, port);
  };
}
