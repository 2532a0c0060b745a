import { z } from "zod";

/** Settings of istio-ambient. */
export const istioAmbient = {
  nodePaths: z
    .enum(["standard", "k3s"])
    .optional()
    .describe(
      "Where nodes keep plugins of the network: below /opt/cni, or where K3s does. @default - k3s where K3s enforces policies by itself, standard elsewhere",
    ),
};
