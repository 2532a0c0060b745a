import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Place, Thing } from "../cloud.ts";
import { Inputs } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** Types of what is known of simulated machines, which no program makes. */
const CLUSTER = "simulator:k3s:Cluster";
const BOOT = "simulator:k3s:Boot";

/** One server in the list of etcd's members. */
export interface Member {
  /** Letter of its zone. */
  readonly server: string;
  /** Id of the machine, and name of its node. */
  readonly instance: string;
}

/** What the datastore of a K3s cluster holds, and what its servers are told alike. */
export interface Datastore extends Place {
  readonly name: string;
  /** Token of the servers, by which the authorities are encrypted. */
  readonly token: string;
  readonly agentToken: string;
  /** Name of the secret that the servers read. */
  readonly secretName: string;
  /** Digest of the servers' authority, in hexadecimal. */
  readonly authority: string;
  /** Flags that must be equal on all servers. */
  readonly flags: Properties;
  readonly members: readonly Member[];
  /** Address of the API server; absent as long as it does not run. */
  readonly endpoint?: string;
}

function placed({ type, account, region }: { type: string } & Place, id: string, state: Properties): Thing {
  return { type, account, region, id, state, tags: {} };
}

export function readDatastore(cloud: Cloud, name: string): Datastore | undefined {
  const found = cloud.find({ type: CLUSTER, id: name });
  if (found === undefined) return undefined;
  const { account, region } = found;
  const state = new Inputs(found.state);
  const endpoint = state.optionalText("endpoint");
  return {
    ...{ name, account, region, token: state.text("token"), agentToken: state.text("agentToken") },
    ...{ secretName: state.text("secretName"), authority: state.text("authority") },
    flags: state.object("flags").all,
    members: state.objects("members").map((one) => ({
      server: one.text("server"),
      instance: one.text("instance"),
    })),
    ...(endpoint !== undefined && { endpoint }),
  };
}

/** All clusters that exist, by name. */
export function datastores(cloud: Cloud): readonly Datastore[] {
  return cloud.list({ type: CLUSTER }).flatMap(({ id }) => readDatastore(cloud, id) ?? []);
}

export function writeDatastore(cloud: Cloud, { name, account, region, ...rest }: Datastore): void {
  const members = rest.members.map(({ server, instance }) => ({ server, instance }));
  cloud.put(placed({ type: CLUSTER, account, region }, name, { ...rest, members }));
}

export function forgetDatastore(cloud: Cloud, name: string): void {
  cloud.delete({ type: CLUSTER, id: name });
}

/** Whether the machine of a member is there. */
export function isAlive(cloud: Cloud, { account, region }: Place, { instance }: Member): boolean {
  return cloud.find({ type: tokens.INSTANCE, account, region, id: instance }) !== undefined;
}

/** Whether more than half of the members are there: etcd answers nobody without. */
export function hasMajority(cloud: Cloud, datastore: Datastore): boolean {
  const alive = datastore.members.filter((member) => isAlive(cloud, datastore, member));
  return alive.length * 2 > datastore.members.length;
}

/** How the start of a machine, or of the machines of a group, ended at last. */
export interface Boot extends Place {
  readonly id: string;
  readonly cluster: string;
  /** What it said last. @default - it is up */
  readonly fault?: string;
}

export function writeBoot(cloud: Cloud, { id, account, region, cluster, fault }: Boot): void {
  const state = { cluster, ...(fault !== undefined && { fault }) };
  cloud.put(placed({ type: BOOT, account, region }, id, state));
}

export function forgetBoot(cloud: Cloud, id: string): void {
  cloud.delete({ type: BOOT, id });
}

function boot({ id, account, region, state }: Thing): Boot {
  const inputs = new Inputs(state);
  const fault = inputs.optionalText("fault");
  return { id, account, region, cluster: inputs.text("cluster"), ...(fault !== undefined && { fault }) };
}

/** What the machines of a cluster said last. */
export function bootsOf(cloud: Cloud, cluster: string): readonly Boot[] {
  return cloud.list({ type: BOOT, state: { cluster } }).map(boot);
}

export function bootOf(cloud: Cloud, id: string): Boot | undefined {
  const found = cloud.find({ type: BOOT, id });
  return found === undefined ? undefined : boot(found);
}
