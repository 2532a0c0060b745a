import type { Cloud } from "../cloud.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { BootFault } from "./boot-fault.ts";
import {
  type Datastore,
  forgetBoot,
  forgetDatastore,
  hasMajority,
  isAlive,
  type Member,
  readDatastore,
  writeDatastore,
} from "./datastore.ts";

/**
 * Whether etcd lets a member go: those that stay must be a majority among themselves, and there must be one.
 *
 * @see https://etcd.io/docs/v3.6/op-guide/runtime-configuration/
 */
function mayGo(cloud: Cloud, datastore: Datastore, gone: readonly Member[]): boolean {
  const members = datastore.members.filter((one) => !gone.includes(one));
  return members.length > 0 && hasMajority(cloud, { ...datastore, members });
}

/**
 * Adds a member, which etcd does only while all it has are there.
 *
 * @throws BootFault when one of them is not
 */
export function addMember(cloud: Cloud, name: string, member: Member): void {
  cloud.transaction(() => {
    const now = readDatastore(cloud, name);
    if (now === undefined) return;
    if (!now.members.every((one) => isAlive(cloud, now, one))) {
      throw new BootFault("etcdserver: unhealthy cluster");
    }
    writeDatastore(cloud, { ...now, members: [...now.members, member] });
  });
}

/** Takes members out of the list, as K3s does when somebody deletes their nodes. */
export async function removeMembers(
  { host, cloud }: { readonly host: ClusterHost; readonly cloud: Cloud },
  name: string,
  goes: (member: Member) => boolean,
): Promise<void> {
  const datastore = readDatastore(cloud, name);
  const gone = datastore?.members.filter(goes) ?? [];
  if (datastore === undefined || gone.length === 0) return;
  if (!mayGo(cloud, datastore, gone)) {
    throw new BootFault("etcdserver: re-configuration failed due to not enough started members");
  }
  for (const { instance } of gone) await host.setMachines(name, instance, []);
  cloud.transaction(() => {
    const now = readDatastore(cloud, name);
    if (now !== undefined)
      writeDatastore(cloud, { ...now, members: now.members.filter((one) => !goes(one)) });
  });
}

/**
 * Lets a cluster be what its machines make of it. With a majority the nodes of machines that are gone are deleted, as the
 * cloud's controller does, and etcd's members with them; without one the cluster serves nobody; with no server at all its
 * data are gone.
 */
export async function followMachines(host: ClusterHost, cloud: Cloud, name: string): Promise<void> {
  const datastore = readDatastore(cloud, name);
  if (datastore === undefined) return;
  const isGone = (member: Member): boolean => !isAlive(cloud, datastore, member);
  for (const { instance } of datastore.members.filter(isGone)) forgetBoot(cloud, instance);
  if (datastore.members.every(isGone)) {
    await host.remove(name);
    forgetDatastore(cloud, name);
    return;
  }
  if (hasMajority(cloud, datastore)) {
    await removeMembers({ host, cloud }, name, isGone);
    return;
  }
  await host.halt(name);
  cloud.transaction(() => {
    const now = readDatastore(cloud, name);
    // The last server may have gone meanwhile, and its data with it.
    if (now === undefined) return;
    const { endpoint: _stopped, ...silent } = now;
    writeDatastore(cloud, silent);
  });
}
