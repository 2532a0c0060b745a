import { isPatch } from "./cluster-wishes.ts";

/** Registers a target of a load balancer: a second time changes nothing, and the provider imports none. */
const TARGET = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

/** Whether the next update may do it again, whatever came of the last one: so nobody looks for it. */
export function isMadeAnew(type: string): boolean {
  return isPatch(type) || type === TARGET;
}
