import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { certManager } from "./cert-manager.ts";
import type { AddOn } from "./contract.ts";
import { gatewayApi } from "./gateway-api.ts";
import { metricsServer } from "./metrics-server.ts";
import { nvidiaDevicePlugin } from "./nvidia-device-plugin.ts";
import { traefik } from "./traefik.ts";

/** Every add-on there is. */
export const ADD_ONS: Readonly<Record<AddOnName, AddOn>> = {
  "cert-manager": certManager,
  "gateway-api": gatewayApi,
  "metrics-server": metricsServer,
  "nvidia-device-plugin": nvidiaDevicePlugin,
  traefik,
};
