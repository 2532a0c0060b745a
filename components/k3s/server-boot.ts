import type { K3sServerBoot } from "../../fleet/k3s/boot.ts";
import type { K3sSettings } from "./settings.ts";

/** What a server is told at its first start: the same for all of a cluster but for its letter, and nothing of it a secret. */
export function serverBoot(
  cluster: string,
  settings: K3sSettings,
  server: string,
  registrationAddress: string,
): K3sServerBoot {
  const { awsRegion, serverRelease, snapshots, tailscale, imageMirror, releaseMirror } = settings;
  return {
    cluster,
    version: serverRelease,
    awsRegion,
    registrationAddress,
    secretName: settings.secretNames.server,
    flags: { ...settings.flags, issuer: settings.issuer },
    server,
    bucket: settings.stateBucket,
    snapshots,
    longhorn: settings.storage === "longhorn",
    ...(imageMirror === undefined ? {} : { imageMirror }),
    ...(releaseMirror === undefined ? {} : { releaseMirror }),
    ...(tailscale === undefined ? {} : { tailscale }),
  };
}
