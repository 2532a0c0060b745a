import type { MachineFile } from "./cloud-config.ts";

/**
 * What Longhorn needs of a machine: it attaches volumes over iSCSI, and shared ones over NFS.
 *
 * @see https://longhorn.io/docs/1.12.1/deploy/install/#installation-requirements
 */
export const LONGHORN_PACKAGES = ["open-iscsi", "nfs-common"] as const;

/**
 * The modules that its volumes come by, and that no volume is taken for one of several paths to a disk: multipathd, which
 * Ubuntu brings along, would hold it. Only disks that say they are Longhorn's are named: others may have several paths.
 *
 * @see https://longhorn.io/kb/troubleshooting-volume-with-multipath/
 */
export function longhornFiles(): readonly MachineFile[] {
  return [
    { path: "/etc/modules-load.d/longhorn.conf", content: "iscsi_tcp\ndm_crypt\n", mode: "0644" },
    {
      path: "/etc/multipath/conf.d/longhorn.conf",
      content: 'blacklist {\n  device {\n    vendor "IET"\n    product "VIRTUAL-DISK"\n  }\n}\n',
      mode: "0644",
    },
  ];
}
