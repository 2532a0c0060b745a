/**
 * The plugin `pulumi-resource-kubernetes` of the sandbox, where the official one cannot be had. `ATOLL_SANDBOX_CLOUD`
 * names the file of the simulated cloud, which holds the faults that tests inject, and where names lead to.
 */
import { sdkVersion } from "../provider/sdk-version.ts";
import { servePlugin } from "../provider/serve.ts";
import { Faults } from "./faults.ts";
import { namesOf } from "./name-resolution.ts";
import { KubernetesStandIn } from "./provider.ts";

const cloud = process.env["ATOLL_SANDBOX_CLOUD"];
const version = sdkVersion("@pulumi/kubernetes");
await servePlugin(new KubernetesStandIn(version, Faults.open(cloud), namesOf(cloud)));
