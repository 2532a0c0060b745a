import { BOOTED_FILE } from "../../fleet/k3s/boot-vocabulary.ts";

/** Seconds that one server may take until it answers. */
export const GATE_SECONDS = 1_200;

/** Seconds between two questions. */
const STEP_SECONDS = 10;

/**
 * What a server runs until it has joined. Its boot is finished, for until then the server that it replaces may be the only
 * other member of etcd, and must not go. Its own API server answers, and so does the one behind the load balancer, by the
 * name and the authority that everybody else uses. It ends in good time before Systems Manager would end it.
 */
export function gateScript(): string {
  const turns = Math.floor(GATE_SECONDS / STEP_SECONDS) - 6;
  return [
    "set -eu",
    'export PATH="/usr/local/bin:$PATH"',
    "ready() {",
    '  . /etc/atoll/boot.env && k3s kubectl get --raw=/readyz --request-timeout=5s "$@"',
    "}",
    `for turn in $(seq ${turns}); do`,
    `  if [ -e ${BOOTED_FILE} ] && ready && ready --server="https://$ATOLL_REGISTRATION:6443"; then exit 0; fi`,
    `  sleep ${STEP_SECONDS}`,
    "done",
    'echo "the boot is not finished, or the API servers do not answer; look at: journalctl --unit=atoll-boot --unit=k3s" >&2',
    "exit 1",
  ].join("\n");
}
