/**
 * The plugin `pulumi-resource-aws` of the sandbox: the simulated AWS. The engine starts it with its own address and
 * reads the port from the first line. `ATOLL_SANDBOX_CLOUD` names the file that holds the cloud.
 */
import { dirname, join } from "node:path";
import { clusterHost } from "../clusters/host.ts";
import { servePlugin } from "../provider/serve.ts";
import { sdkVersion } from "../provider/sdk-version.ts";
import { openCloud } from "./cloud.ts";
import { SimulatedAws } from "./provider.ts";

const path = process.env["ATOLL_SANDBOX_CLOUD"];
if (path === undefined)
  throw new Error("ATOLL_SANDBOX_CLOUD: expected the path of the simulated cloud's file");
const host = clusterHost(join(dirname(path), "clusters"));
await servePlugin(new SimulatedAws(openCloud(path), sdkVersion("@pulumi/aws"), host));
