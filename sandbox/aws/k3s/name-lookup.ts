import type { Cloud, Thing } from "../cloud.ts";
import { Inputs, text } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { bootOf, hasMajority, readDatastore } from "./datastore.ts";

/** Where a name of the simulated AWS leads to. */
export interface FoundAddress {
  readonly host: string;
  readonly port: number;
}

/** Why nobody answers at a name. */
export interface NobodyThere {
  readonly fault: string;
}

/** Names that AWS gives to load balancers. */
const BALANCER = /\.elb\.[a-z0-9-]+\.amazonaws\.com$/;

export const isBalancerName = (name: string): boolean => BALANCER.test(name);

/** Groups that a port of a load balancer leads to. */
function groupsBehind(cloud: Cloud, balancer: Thing, port: number): readonly string[] {
  const { account, region, id } = balancer;
  const listeners = cloud.list({
    type: tokens.LISTENER,
    account,
    region,
    state: { loadBalancerArn: id, port },
  });
  return listeners.flatMap((listener) =>
    new Inputs(listener.state).objects("defaultActions").flatMap((action) => {
      const own = action.optionalText("targetGroupArn");
      const all = action.object("forward").objects("targetGroups");
      return own === undefined ? all.map((one) => one.text("arn")) : [own];
    }),
  );
}

/** Machines that are registered behind a port of a load balancer. */
function targetsBehind(cloud: Cloud, balancer: Thing, port: number): readonly string[] {
  const { account, region } = balancer;
  return groupsBehind(cloud, balancer, port).flatMap((targetGroupArn) =>
    cloud
      .list({ type: tokens.TARGET, account, region, state: { targetGroupArn } })
      .map((target) => text(target, "targetId")),
  );
}

/**
 * Where a load balancer's port leads to: to the API server of the cluster whose server is registered there, up, and one
 * of a majority. Packets are not simulated, so security groups are not looked at.
 */
export function addressOf(cloud: Cloud, name: string, port: number): FoundAddress | NobodyThere {
  const balancer = cloud.find({ type: tokens.LOAD_BALANCER, state: { dnsName: name } });
  if (balancer === undefined) return { fault: `getaddrinfo ENOTFOUND ${name}` };
  for (const target of targetsBehind(cloud, balancer, port)) {
    const boot = bootOf(cloud, target);
    if (boot === undefined || boot.fault !== undefined) continue;
    const datastore = readDatastore(cloud, boot.cluster);
    const isMember = datastore?.members.some(({ instance }) => instance === target) === true;
    if (datastore?.endpoint === undefined || !isMember || !hasMajority(cloud, datastore)) continue;
    const { hostname, port: own } = new URL(datastore.endpoint);
    return { host: hostname, port: Number(own) };
  }
  return { fault: `${name}:${port}: no server behind it answers` };
}
