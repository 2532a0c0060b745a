import { API_PORT } from "../../../fleet/k3s/boot-vocabulary.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { BootFault } from "./boot-fault.ts";
import { readDatastore } from "./datastore.ts";
import type { MachineFiles } from "./machine-files.ts";
import { type Caller, readSecret } from "./machine-secret.ts";
import { addressOf } from "./name-lookup.ts";
import { type NodeMachine, nodeOf } from "./node-facts.ts";

/** Machines of one group that start. */
export interface StartingAgents {
  readonly host: ClusterHost;
  readonly caller: Caller;
  /** By which their nodes are found again. */
  readonly group: string;
  readonly machines: readonly NodeMachine[];
  readonly files: MachineFiles;
}

/**
 * What the boot script and K3s do on agents.
 *
 * @throws BootFault when they do not become part of their cluster
 */
export async function bootAgents({ host, caller, group, machines, files }: StartingAgents): Promise<void> {
  const { cloud } = caller;
  const token = readSecret(caller, files.env["ATOLL_SECRET"] ?? "").text("token");
  const registration = files.env["ATOLL_REGISTRATION"] ?? "";
  const found = addressOf(cloud, registration, API_PORT);
  if ("fault" in found) throw new BootFault(found.fault);
  const name = files.env["ATOLL_CLUSTER"] ?? "";
  const datastore = readDatastore(cloud, name);
  const [, hash, secret] = /^K10([0-9a-f]{64})::node:(.*)$/.exec(token) ?? [];
  if (hash !== datastore?.authority) {
    throw new BootFault("token CA hash does not match the Cluster CA certificate hash");
  }
  if (secret !== datastore?.agentToken) {
    throw new BootFault("failed to retrieve configuration from server: not authorized");
  }
  await host.setMachines(
    name,
    group,
    machines.map((machine) => nodeOf(machine, files.config)),
  );
}
