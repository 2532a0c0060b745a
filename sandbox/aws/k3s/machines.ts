import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { text } from "../kind.ts";
import type { Gone } from "../kind.ts";
import { userDataOf } from "../types/instance-order.ts";
import { BootFault } from "./boot-fault.ts";
import { bootOf, type Boot, forgetBoot, writeBoot } from "./datastore.ts";
import { followMachines } from "./etcd-members.ts";
import { machineFiles, type MachineFiles } from "./machine-files.ts";
import { machineRole } from "./rights.ts";
import { bootServer } from "./server-boot.ts";

/** Does what starts a machine, and keeps how that ended: whoever made the machine hears nothing of it. */
export async function keepingOutcome(
  cloud: Cloud,
  { id, account, region }: Thing,
  files: MachineFiles,
  work: () => Promise<void>,
): Promise<void> {
  const boot: Boot = { id, account, region, cluster: files.env["ATOLL_CLUSTER"] ?? "" };
  try {
    await work();
    writeBoot(cloud, boot);
  } catch (error) {
    if (!(error instanceof BootFault)) throw error;
    writeBoot(cloud, { ...boot, fault: error.message });
  }
}

/**
 * Starts what user data makes of a machine, or has it try again: a server of a K3s cluster, or nothing that is simulated.
 * It changes nothing where the server is up.
 */
export async function settleMachine(host: ClusterHost, cloud: Cloud, thing: Thing): Promise<Properties> {
  const files = machineFiles(userDataOf(cloud, thing));
  if (files?.env["ATOLL_ROLE"] !== "server") return {};
  const { id, account, region } = thing;
  const role = machineRole(cloud, account, text(thing, "iamInstanceProfile"));
  const machine = {
    ...{ id, zone: text(thing, "availabilityZone"), instanceType: text(thing, "instanceType") },
  };
  await keepingOutcome(cloud, thing, files, () =>
    bootServer({ host, caller: { cloud, role, account, region }, machine, files }),
  );
  return {};
}

/** What follows for a cluster when a machine is gone. */
export async function unsettleMachine(host: ClusterHost, cloud: Cloud, { id }: Gone): Promise<void> {
  const boot = bootOf(cloud, id);
  if (boot === undefined) return;
  await followMachines(host, cloud, boot.cluster);
  forgetBoot(cloud, id);
}
