import { createHash } from "node:crypto";
import { API_PORT } from "../../../fleet/k3s/boot-vocabulary.ts";
import { canonical, type Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { AwsError } from "../error.ts";
import { type Gone, Inputs } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { userDataOf } from "../types/instance-order.ts";
import { BootFault } from "./boot-fault.ts";
import { bootOf, bootsOf } from "./datastore.ts";
import { settleGroup } from "./groups.ts";
import { type MachineFiles, machineFiles } from "./machine-files.ts";
import { settleMachine } from "./machines.ts";
import { addressOf } from "./name-lookup.ts";
import { isRotation, rotateToken } from "./token-rotation.ts";

/** What an association has found once: systems manager does not run it again at each look. */
const DONE = "simulator:k3s:Gate";

/** Lets the machines of a cluster that are not part of it try again, as long as that helps one of them. */
async function bootWaiting(host: ClusterHost, cloud: Cloud, cluster: string): Promise<void> {
  const waiting = () => bootsOf(cloud, cluster).filter(({ fault }) => fault !== undefined);
  for (let before = Infinity; waiting().length < before;) {
    before = waiting().length;
    for (const { id, account, region } of waiting()) {
      const place = { account, region, id };
      const machine = cloud.find({ ...place, type: tokens.INSTANCE });
      const group = cloud.find({ ...place, type: tokens.AUTOSCALING_GROUP });
      if (machine !== undefined) await settleMachine(host, cloud, machine);
      if (group !== undefined) await settleGroup(host, cloud, group);
    }
  }
}

const digest = ({ state }: Thing): string =>
  createHash("sha256")
    .update(canonical({ parameters: state["parameters"] ?? {}, targets: state["targets"] ?? [] }))
    .digest("hex");

function targetsOf(cloud: Cloud, { state, account, region }: Thing): readonly Thing[] {
  const targets = new Inputs(state).objects("targets").filter((one) => one.text("key") === "InstanceIds");
  return targets
    .flatMap((one) => one.texts("values"))
    .flatMap((id) => cloud.find({ type: tokens.INSTANCE, account, region, id }) ?? []);
}

/** What a server was told, if the machine is one. */
function toldServer(cloud: Cloud, machine: Thing): MachineFiles["env"] | undefined {
  const env = machineFiles(userDataOf(cloud, machine))?.env;
  return env?.["ATOLL_ROLE"] === "server" ? env : undefined;
}

/** Why the boot of a server is not finished, or nobody answers at the address that it was told. */
function faultOf(cloud: Cloud, machine: Thing): string | undefined {
  const told = toldServer(cloud, machine);
  if (told === undefined) return undefined;
  const boot = bootOf(cloud, machine.id);
  if (boot === undefined) return "its boot is not finished";
  if (boot.fault !== undefined) return boot.fault;
  const registration = told["ATOLL_REGISTRATION"] ?? "";
  const found = addressOf(cloud, registration, API_PORT);
  return "fault" in found ? found.fault : undefined;
}

/** Why a server that is up does not do what it is told; the first that fails is the last that is asked. */
function faultOfRotation(cloud: Cloud, machines: readonly Thing[]): string | undefined {
  for (const machine of machines) {
    try {
      rotateToken(cloud, machine);
    } catch (error) {
      if (error instanceof BootFault) return `${machine.id}: ${error.message}`;
      throw error;
    }
  }
  return undefined;
}

function faultsOf(cloud: Cloud, thing: Thing, machines: readonly Thing[]): readonly string[] {
  const down = machines.flatMap((machine) => {
    const fault = faultOf(cloud, machine);
    return fault === undefined ? [] : [`${machine.id}: ${fault}`];
  });
  if (down.length > 0 || !isRotation(thing)) return down;
  const fault = faultOfRotation(cloud, machines);
  return fault === undefined ? [] : [fault];
}

/**
 * Runs the script of an association as far as it is known: it waits on servers of K3s until all have finished their boot and
 * answer through the load balancer, or has them take their new token. One that ends in vain leaves no association behind.
 *
 * @throws AwsError when a server is not up, or nobody answers
 */
export async function settleGate(host: ClusterHost, cloud: Cloud, thing: Thing): Promise<Properties> {
  const { id, account, region } = thing;
  const done = { type: DONE, id, account, region };
  if (cloud.find({ ...done, state: { digest: digest(thing) } }) !== undefined) return {};
  const machines = targetsOf(cloud, thing);
  const clusters = new Set(machines.flatMap((one) => toldServer(cloud, one)?.["ATOLL_CLUSTER"] ?? []));
  if (clusters.size === 0) return {};
  for (const cluster of clusters) await bootWaiting(host, cloud, cluster);
  const faults = faultsOf(cloud, thing, machines);
  if (faults.length === 0) {
    cloud.put({ ...done, state: { digest: digest(thing) }, tags: {} });
    return {};
  }
  cloud.delete({ type: thing.type, id, account, region });
  const seconds = new Inputs(thing.state).number("waitForSuccessTimeoutSeconds");
  throw new AwsError(
    "Timeout",
    `timeout while waiting for state to become 'Success' (last state: 'Failed', timeout: ${seconds}s): ` +
      faults.join("; "),
  );
}

export function unsettleGate(_host: ClusterHost, cloud: Cloud, { id }: Gone): Promise<void> {
  cloud.delete({ type: DONE, id });
  return Promise.resolve();
}
