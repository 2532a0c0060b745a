import { join } from "node:path";
import { buildGoProject, pinnedVersion } from "./go-build.ts";
import type { PulumiTool } from "./pulumi-tool.ts";
import type { Tell } from "./tell.ts";

/** Module that pins the CLI and everything below it. */
const MODULE = join(import.meta.dirname, "pulumi");
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Builds the Pulumi CLI from its Go module, once per machine and version; about five minutes on two processors. */
export async function buildPulumi(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PulumiTool> {
  const version = pinnedVersion(MODULE, "github.com/pulumi/pulumi/pkg/v3");
  const folder = await buildGoProject(
    {
      name: "pulumi",
      title: "the Pulumi CLI",
      module: MODULE,
      programs: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
      flags: ["-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`],
      packages: 1_750,
      minutes: 5,
      elsewhere: "Pulumi from https://www.pulumi.com/docs/install",
    },
    tell,
    env,
  );
  return { path: join(folder, "pulumi"), version, origin: "built" };
}
