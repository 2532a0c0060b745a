/** The plugin `pulumi-resource-tls` of the sandbox, where the official one cannot be had. */
import { sdkVersion } from "../provider/sdk-version.ts";
import { servePlugin } from "../provider/serve.ts";
import { TlsStandIn } from "./provider.ts";

await servePlugin(new TlsStandIn(sdkVersion("@pulumi/tls")));
