/**
 * The plugin `pulumi-resource-kubernetes` of the sandbox, where the official one cannot be had. `ATOLL_SANDBOX_CLOUD`
 * names the file of the simulated cloud, which holds the faults that tests inject.
 */
import { sdkVersion } from "../provider/sdk-version.ts";
import { servePlugin } from "../provider/serve.ts";
import { Faults } from "./faults.ts";
import { KubernetesStandIn } from "./provider.ts";

const faults = Faults.open(process.env["ATOLL_SANDBOX_CLOUD"]);
await servePlugin(new KubernetesStandIn(sdkVersion("@pulumi/kubernetes"), faults));
