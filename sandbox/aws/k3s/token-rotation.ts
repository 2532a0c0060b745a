import { TOKEN_SCRIPT } from "../../../fleet/k3s/boot-vocabulary.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { Inputs, text } from "../kind.ts";
import { userDataOf } from "../types/instance-order.ts";
import { BootFault } from "./boot-fault.ts";
import { bootOf, readDatastore, writeDatastore } from "./datastore.ts";
import { machineFiles } from "./machine-files.ts";
import { readSecret } from "./machine-secret.ts";
import { machineRole } from "./rights.ts";

/** Whether an association has machines take the token of their secret. */
export function isRotation({ state }: Thing): boolean {
  return new Inputs(state).object("parameters").text("commands").includes(TOKEN_SCRIPT);
}

/**
 * What the token script does on a server that is up: the first moves the datastore to the tokens of its secret, and the
 * others find it there.
 *
 * @throws BootFault when the machine has no such script, or may not read its secret
 */
export function rotateToken(cloud: Cloud, machine: Thing): void {
  const files = machineFiles(userDataOf(cloud, machine));
  if (files?.files.has(TOKEN_SCRIPT) !== true) {
    throw new BootFault(`${TOKEN_SCRIPT}: No such file or directory`);
  }
  const { account, region } = machine;
  const role = machineRole(cloud, account, text(machine, "iamInstanceProfile"));
  const secret = readSecret({ cloud, role, account, region }, files.env["ATOLL_SECRET"] ?? "");
  const [token, agentToken] = [secret.text("token"), secret.text("agentToken")];
  cloud.transaction(() => {
    const held = readDatastore(cloud, bootOf(cloud, machine.id)?.cluster ?? "");
    if (held !== undefined) writeDatastore(cloud, { ...held, token, agentToken });
  });
}
