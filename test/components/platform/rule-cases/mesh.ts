import type { AlertCase } from "./rule-case.ts";

const DAY = 86_400;

const REJECTS = 'pilot_total_xds_rejects{type="wds"}';
const CONNECTED = 'ztunnel_connected{namespace="istio-ambient",pod="istio-cni-node-a"}';

/** The mesh and its parts. */
export const MESH_CASES: readonly AlertCase[] = [
  {
    alert: "MeshConfigurationRejected",
    series: { [REJECTS]: "0+1x90" },
    at: "60m",
    fires: [
      {
        severity: "warning",
        labels: { type: "wds" },
        summary: "Proxies of the mesh refuse wds that the control plane sends them.",
      },
    ],
    quiet: { [REJECTS]: "4x90" },
  },
  {
    alert: "MeshAuthorityNearExpiry",
    series: { citadel_server_root_cert_expiry_timestamp: `${20 * DAY + 7200}x180` },
    at: "2h",
    fires: [{ severity: "critical", summary: "The authority of the mesh runs out in 20d 0h 0m 0s." }],
    quiet: { citadel_server_root_cert_expiry_timestamp: `${40 * DAY}x180` },
  },
  {
    alert: "MeshNodeDisconnected",
    series: { [CONNECTED]: "1x5 0x55" },
    at: "30m",
    fires: [
      {
        severity: "critical",
        labels: { namespace: "istio-ambient", pod: "istio-cni-node-a" },
        summary: "Pods of the mesh that start on the node of istio-cni-node-a get no network.",
      },
    ],
    quiet: { [CONNECTED]: "1x5 0x3 1x55" },
  },
];
