import { BOOTED_FILE, TOKEN_SCRIPT } from "../../fleet/k3s/boot-vocabulary.ts";

/** Seconds that one server may take: it starts once, and answers within ten minutes or never. */
export const ROTATION_SECONDS = 900;

/** Seconds for all servers, one after another, and for Systems Manager to reach each. */
export function rotationSeconds(servers: number): number {
  return servers * (ROTATION_SECONDS + 60);
}

/**
 * What a machine runs to get its new token. The number of the token stands in it, so that another one is another command.
 * Machines of the other role, and those that have not joined yet, have nothing to do.
 */
export function rotationScript(role: "server" | "agent", tokenRevision: number): string {
  return [
    `# tokens of revision ${tokenRevision}`,
    "set -eu",
    ". /etc/atoll/boot.env",
    `if [ "$ATOLL_ROLE" != ${role} ]; then exit 0; fi`,
    ...(role === "agent" ? [`if [ ! -e ${BOOTED_FILE} ]; then exit 0; fi`] : []),
    `exec ${TOKEN_SCRIPT}`,
  ].join("\n");
}
