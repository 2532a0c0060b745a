/** The plugin `pulumi-resource-random` of the sandbox, where the official one cannot be had. */
import { sdkVersion } from "../provider/sdk-version.ts";
import { servePlugin } from "../provider/serve.ts";
import { RandomStandIn } from "./provider.ts";

await servePlugin(new RandomStandIn(sdkVersion("@pulumi/random")));
