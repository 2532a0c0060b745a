import { must } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";

/** Settings that reach no further than the pod. */
const OWN_SETTINGS: ReadonlySet<unknown> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_syncookies",
]);

const MASKED: ReadonlySet<unknown> = new Set([undefined, "Default"]);

export const forbidKernelSettings = podRule({
  id: "forbid-kernel-settings",
  level: "mandatory",
  group: "tenancy",
  what: "No pod changes how the kernel of its node works, or sees all of /proc",
  why: "the kernel is shared: what one pod sets there holds for all others on the node",
  remedy: "leave procMount and all sysctls out but those that the Pod Security Standards call safe",
  answers: ["PSS baseline: Sysctls", "PSS baseline: /proc Mount Type"],
  see: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  checkPod: (pod) => [
    ...pod
      .at("securityContext", "sysctls")
      .items.flatMap((sysctl) =>
        must(sysctl.at("name"), "a setting of the pod alone", (known) => OWN_SETTINGS.has(known)),
      ),
    ...containersOf(pod).flatMap((container) =>
      must(container.at("securityContext", "procMount"), '"Default"', (known) => MASKED.has(known)),
    ),
  ],
});
