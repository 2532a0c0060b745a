import type { StackDiff } from "./fleet-diff.ts";
import { REPLACEMENT_TRIGGER } from "./options.ts";
import type { PlannedResource } from "./plan.ts";

const INSTANCE = "aws:ec2/instance:Instance";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Whether a resource belongs to a K3s cluster, whose running machines no template changes. */
export function isOfK3s({ parent = "" }: PlannedResource): boolean {
  return parent.startsWith("atoll:k3s:");
}

/** Said of servers of K3s that are replaced, and of what only machines to come will be. */
export function serverTexts({ stack, changed, replaced }: StackDiff): readonly string[] {
  const servers = replaced
    .filter(({ after, causes }) => after.type === INSTANCE && causes.includes(REPLACEMENT_TRIGGER))
    .map(({ after }) => after.name);
  const templates = changed
    .filter(({ after }) => after.type === TEMPLATE && isOfK3s(after))
    .map(({ after }) => after.name);
  return [
    ...(servers.length === 0 ? [] : [`${stack}: ${replacedText(servers)}`]),
    ...templates.map(
      (name) =>
        `${stack}: machines that start from ${name} will be other ones; those that run stay as they are`,
    ),
  ];
}

function replacedText(servers: readonly string[]): string {
  const names = servers.join(", ");
  return servers.length === 1
    ? `replaces 1 server (${names}): the new one joins and answers before the old one goes`
    : `replaces ${servers.length} servers (${names}), one after another: each new one joins and answers before the next server is touched`;
}
