import { API_PORT, FOUNDER } from "../../../fleet/k3s/boot-vocabulary.ts";
import { certificateHash } from "../../../fleet/k3s/certificate-hash.ts";
import { canonical } from "../../provider/properties.ts";
import type { ClusterHost } from "../cluster-host.ts";
import type { Inputs } from "../kind.ts";
import { BootFault } from "./boot-fault.ts";
import { type Datastore, hasMajority, type Member, readDatastore, writeDatastore } from "./datastore.ts";
import { addMember, followMachines, removeMembers } from "./etcd-members.ts";
import type { MachineFiles } from "./machine-files.ts";
import { type Caller, claimFounder, readSecret } from "./machine-secret.ts";
import { addressOf } from "./name-lookup.ts";
import { type NodeMachine, nodeOf, SERVER_ROLES } from "./node-facts.ts";
import { controlPlane, criticalFlags, serviceCidrOf } from "./server-config.ts";

/** A server that starts. */
export interface StartingServer {
  readonly host: ClusterHost;
  readonly caller: Caller;
  readonly machine: NodeMachine;
  readonly files: MachineFiles;
}

const SERVER_AUTHORITY = "server-ca.crt";

function filesOf(secret: Inputs): Readonly<Record<string, string>> {
  const files = secret.object("files");
  return Object.fromEntries(Object.keys(files.all).map((name) => [name, files.text(name)]));
}

/** What a datastore begins with. */
function founded({ caller, machine, files }: StartingServer, secret: Inputs): Datastore {
  const { account, region } = caller;
  return {
    ...{ name: files.env["ATOLL_CLUSTER"] ?? "", account, region },
    ...{ token: secret.text("token"), agentToken: secret.text("agentToken") },
    secretName: files.env["ATOLL_SECRET"] ?? "",
    authority: certificateHash(filesOf(secret)[SERVER_AUTHORITY] ?? ""),
    flags: criticalFlags(files.config),
    members: [{ server: files.env["ATOLL_SERVER"] ?? "", instance: machine.id }],
  };
}

/** What K3s checks before a server becomes a member. */
function checkJoin(own: Datastore, held: Datastore): void {
  if (own.authority !== held.authority) {
    throw new BootFault("token CA hash does not match the Cluster CA certificate hash");
  }
  if (own.token !== held.token) {
    throw new BootFault("failed to validate token: the servers of this cluster have another one");
  }
  const names = new Set([...Object.keys(own.flags), ...Object.keys(held.flags)]);
  const others = [...names].filter((name) => canonical(own.flags[name]) !== canonical(held.flags[name]));
  if (others.length === 0) return;
  const list = others.sort().join(", ");
  throw new BootFault(
    `failed to validate server configuration: critical configuration value mismatch between servers: ${list}`,
  );
}

const lostMajority = (name: string): BootFault =>
  new BootFault(`no server of ${name} answers: etcd has lost its majority`);

async function join({ host, caller: { cloud }, machine }: StartingServer, own: Datastore): Promise<void> {
  const { name, members } = own;
  await followMachines(host, cloud, name);
  const held = readDatastore(cloud, name);
  if (held === undefined || !hasMajority(cloud, held)) throw lostMajority(name);
  checkJoin(own, held);
  const [member] = members;
  if (member === undefined) return;
  const isPredecessor = (one: Member) => one.server === member.server && one.instance !== machine.id;
  // Of several servers the one that is replaced goes first; the only one of all when another holds the data.
  const isOnlyOne = held.members.every(isPredecessor);
  if (!isOnlyOne) await removeMembers({ host, cloud }, name, isPredecessor);
  addMember(cloud, name, member);
  if (isOnlyOne) await removeMembers({ host, cloud }, name, isPredecessor);
}

/** The first that wins the write to the bucket founds the cluster; whoever comes later joins, always. */
async function becomeMember(server: StartingServer, own: Datastore): Promise<void> {
  const { caller, files, machine } = server;
  const registration = files.env["ATOLL_REGISTRATION"] ?? "";
  if ("port" in addressOf(caller.cloud, registration, API_PORT)) {
    await join(server, own);
    return;
  }
  const founder = claimFounder(caller, files.env["ATOLL_BUCKET"] ?? "", machine.id);
  if (founder !== machine.id) {
    throw new BootFault(
      `${founder} founds the cluster, and no server answers at ${registration} yet. ` +
        `If this lasts and ${founder} is gone: restore a snapshot; or, only if the bucket has none and no server has data, ` +
        `let another found: aws s3 rm s3://${files.env["ATOLL_BUCKET"] ?? ""}/${FOUNDER}`,
    );
  }
  writeDatastore(caller.cloud, own);
}

/**
 * What the boot script and K3s do on a server, with the rights of its machine.
 *
 * @throws BootFault when it does not become part of its cluster
 */
export async function bootServer(server: StartingServer): Promise<void> {
  const { host, caller, machine, files } = server;
  const { cloud } = caller;
  const secret = readSecret(caller, files.env["ATOLL_SECRET"] ?? "");
  const own = founded(server, secret);
  const isMember = readDatastore(cloud, own.name)?.members.some(({ instance }) => instance === machine.id);
  await (isMember === true ? followMachines(host, cloud, own.name) : becomeMember(server, own));
  const held = readDatastore(cloud, own.name);
  if (held === undefined || !hasMajority(cloud, held)) throw lostMajority(own.name);
  const { account, region } = caller;
  const access = await host.start({
    ...{ name: own.name, account, region, serviceCidr: serviceCidrOf(files.config) },
    given: controlPlane(files, filesOf(secret)),
  });
  cloud.transaction(() => {
    const now = readDatastore(cloud, own.name) ?? own;
    writeDatastore(cloud, { ...now, endpoint: access?.endpoint ?? `https://127.0.0.1:${API_PORT}` });
  });
  const node = nodeOf(machine, files.config);
  await host.setMachines(own.name, machine.id, [{ ...node, labels: { ...node.labels, ...SERVER_ROLES } }]);
}
