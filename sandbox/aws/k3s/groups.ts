import { createHash } from "node:crypto";
import type { Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import type { ClusterHost } from "../cluster-host.ts";
import { Inputs, type Gone, textIn } from "../kind.ts";
import { machinesOf, templateOf } from "../types/autoscaling-order.ts";
import { bootAgents } from "./agent-boot.ts";
import { bootOf, forgetBoot } from "./datastore.ts";
import { machineFiles } from "./machine-files.ts";
import { keepingOutcome } from "./machines.ts";
import type { NodeMachine } from "./node-facts.ts";
import { machineRole } from "./rights.ts";

const ID_DIGITS = 17;

/** The machines of a group as nodes: the same ones each time. */
function nodesOf(cloud: Cloud, group: Thing): readonly NodeMachine[] {
  return machinesOf(cloud, group).map(({ name, zone, instanceType }) => {
    const digest = createHash("sha256").update(`${group.id}/${name}`).digest("hex");
    return { id: `i-${digest.slice(0, ID_DIGITS)}`, zone, instanceType };
  });
}

/** Starts what user data makes of the machines of a group, or has them try again: agents of a K3s cluster. */
export async function settleGroup(host: ClusterHost, cloud: Cloud, thing: Thing): Promise<Properties> {
  const template = templateOf(cloud, thing)?.state ?? {};
  const files = machineFiles(Buffer.from(textIn(template, "userData"), "base64").toString("utf8"));
  if (files?.env["ATOLL_ROLE"] !== "agent") return {};
  const { account, region } = thing;
  const profile = new Inputs(template).object("iamInstanceProfile").text("name");
  const caller = { cloud, role: machineRole(cloud, account, profile), account, region };
  const machines = nodesOf(cloud, thing);
  await keepingOutcome(cloud, thing, files, () =>
    bootAgents({ host, caller, group: thing.id, machines, files }),
  );
  return {};
}

/** Takes the nodes of a group that is gone. */
export async function unsettleGroup(host: ClusterHost, cloud: Cloud, { id }: Gone): Promise<void> {
  const boot = bootOf(cloud, id);
  if (boot === undefined) return;
  await host.setMachines(boot.cluster, id, []);
  forgetBoot(cloud, id);
}
