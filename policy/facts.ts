import type { Fleet } from "../fleet/inventory.ts";
import { stackEnvironment } from "../fleet/stack-environment.ts";
import { stackProtects } from "../fleet/stack-protection.ts";
import type { Facts } from "./resource.ts";

/** What an inventory says about one of its stacks; nothing of a stack that it lacks. */
export function factsOf(fleet: Fleet, stack: string): Facts {
  const protect = stackProtects(fleet, stack);
  const environment = stackEnvironment(fleet, stack);
  return {
    ...(protect === undefined ? {} : { protect }),
    ...(environment === undefined ? {} : { environment }),
  };
}
