import { z } from "zod";
import { cronFault } from "../cron.ts";
import { entryId, wholeNumber, zoneLetter } from "./scalars.ts";

const CRON = "a schedule such as 0 */6 * * *, five fields, in UTC";

const snapshots = z
  .strictObject({
    schedule: z
      .string({ error: CRON })
      .superRefine((text, context) => {
        const fault = cronFault(text);
        if (fault !== undefined) context.addIssue({ code: "custom", message: `${CRON}: ${fault}` });
      })
      .default("0 */6 * * *")
      .describe("When etcd is saved, as cron writes it, in UTC. @default 0 */6 * * *"),
    keep: wholeNumber(1, 1000)
      .default(28)
      .describe("Snapshots that each server keeps. Range 1..1000. @default 28, a week of them"),
  })
  .prefault({})
  .describe("Snapshots of etcd, kept in S3 where there is AWS.");

const SECRET_ARN = "the ARN of a secret in Secrets Manager";
const TAILSCALE_TAG = "a tag such as tag:atoll";

/** Private access for administrators; pods' traffic never takes it. */
const tailscale = z
  .strictObject({
    authKeySecret: z
      .string({ error: SECRET_ARN })
      .regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/, { error: SECRET_ARN })
      .describe("ARN of the secret that holds the key by which servers join the tailnet."),
    tags: z
      .array(z.string({ error: TAILSCALE_TAG }).regex(/^tag:[a-z][a-z0-9-]*$/, { error: TAILSCALE_TAG }))
      .min(1, { error: "at least one tag; the tailnet's policy says who may reach it" })
      .describe("Tags of the servers in the tailnet, such as tag:atoll."),
  })
  .optional()
  .describe("Lets administrators reach the servers by Tailscale. @default - nobody does");

/** What can provide volumes. */
export const STORAGE_KINDS = ["ebs", "longhorn", "local-path"] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/** Servers whose majority can be counted: etcd has no use for an even number. @see https://docs.k3s.io/datastore/ha-embedded */
export const SERVER_COUNTS = [1, 3, 5, 7] as const;

/** What servers are when nobody says. */
export const USUAL_SERVER_TYPE = "m7i.large";

const MACHINE = `an instance type such as ${USUAL_SERVER_TYPE}`;
const IMAGE = "an image such as ami-0a1b2c3d4e5f60718";

/** What only K3s clusters say. */
export const k3s = z
  .strictObject({
    servers: z
      .literal(SERVER_COUNTS, { error: "an odd number of servers, 1..7: etcd needs a majority" })
      .optional()
      .describe(
        "Servers, each in a zone of its own where there are zones. One of 1, 3, 5, 7. @default - by sla",
      ),
    revisions: z
      .record(zoneLetter, wholeNumber(1, 9999))
      .default({})
      .describe(
        "Zone letter -> revision of its server; one that is raised is replaced, one server at a time. Range 1..9999. @default 1 for each",
      ),
    serverType: z
      .string({ error: MACHINE })
      .regex(/^[a-z]{1,3}\d[a-z\d-]{0,8}\.[a-z\d]+$/, { error: MACHINE })
      .default(USUAL_SERVER_TYPE)
      .describe("Instance type of the servers. @default m7i.large"),
    diskGib: wholeNumber(20, 1000)
      .default(50)
      .describe("Disk of each server, in GiB. Range 20..1000. @default 50"),
    image: z
      .string({ error: IMAGE })
      .regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, { error: IMAGE })
      .optional()
      .describe("Image of all machines, of the Ubuntu family. @default - that of the catalog"),
    tokenRevision: wholeNumber(1, 9999)
      .default(1)
      .describe(
        "Revision of the join token; one that is raised makes a new token. Range 1..9999. @default 1",
      ),
    snapshots,
    storage: z
      .enum(STORAGE_KINDS)
      .optional()
      .describe("What provides volumes. @default - ebs in AWS, local-path on hosts"),
    tailscale,
  })
  .prefault({})
  .describe("What only K3s clusters say.");

const IPV4 = "an IPv4 address such as 192.168.10.11";

const host = z.strictObject({
  role: z.enum(["server", "agent"]).describe("Runs the control plane, or only pods."),
  address: z.ipv4({ error: IPV4 }).describe("Address of the host inside its network."),
  zone: entryId.optional().describe("Place whose loss takes the host along, such as a rack. @default - none"),
});

/** Hosts by name, for K3s on machines that exist. */
export const hosts = z
  .strictObject({
    registrationAddress: z
      .string({ error: "a DNS name or an IPv4 address" })
      .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, {
        error: "a DNS name or an IPv4 address",
      })
      .describe("Name or address that leads to all servers, port 6443."),
    machines: z.record(entryId, host).describe("Name of a host -> what it is."),
  })
  .optional()
  .describe("Hosts of a K3s cluster with provider: hosts. @default none");
export type HostsEntry = NonNullable<z.infer<typeof hosts>>;
