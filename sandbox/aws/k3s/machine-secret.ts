import {
  READ_OBJECT_ACTION,
  READ_SECRET_ACTION,
  WRITE_OBJECT_ACTION,
} from "../../../fleet/k3s/aws-vocabulary.ts";
import { FOUNDER } from "../../../fleet/k3s/boot-vocabulary.ts";
import type { Value } from "../../provider/properties.ts";
import type { Cloud, Place, Thing } from "../cloud.ts";
import { Inputs, text } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { objectIn, putObject } from "../types/s3-objects.ts";
import { currentSecret } from "../types/secret-versions.ts";
import { secretIn } from "../types/secrets.ts";
import { BootFault } from "./boot-fault.ts";
import { mayDo } from "./rights.ts";

/** What reading a secret needs of a key of one's own. */
const DECRYPT = "kms:Decrypt";

/** A machine with its rights. */
export interface Caller extends Place {
  readonly cloud: Cloud;
  readonly role: Thing | undefined;
}

/** What a machine reads from its secret, when it may. */
export function readSecret({ cloud, role, account, region }: Caller, name: string): Inputs {
  const secret = secretIn(cloud, { account, region }, name);
  const key = secret === undefined ? "" : text(secret, "kmsKeyId");
  const may = (action: string, resource: string): boolean =>
    role !== undefined && mayDo(cloud, role, action, resource);
  const mayRead = may(READ_SECRET_ACTION, secret?.id ?? name) && (key === "" || may(DECRYPT, key));
  const value = mayRead ? currentSecret(cloud, { account, region }, name) : undefined;
  if (value === undefined) {
    throw new BootFault(`cannot read the secret ${name}; may this machine's role read it?`);
  }
  const json = JSON.parse(value) as Value;
  return new Inputs({ json }).object("json");
}

/** Writes a machine's name where one machine ever can, and says whose name stands there. */
export function claimFounder(caller: Caller, bucket: string, instance: string): string {
  const { cloud, role } = caller;
  const resource = `arn:aws:s3:::${bucket}/${FOUNDER}`;
  const url = `https://${bucket}.s3.${caller.region}.amazonaws.com/${FOUNDER}`;
  const fail = (code: number, text: string): never => {
    throw new BootFault(`S3 answers ${code} to a write of ${url}: ${text}`);
  };
  if (cloud.find({ type: tokens.BUCKET, id: bucket }) === undefined) return fail(404, "NoSuchBucket");
  const may = (action: string): boolean => role !== undefined && mayDo(cloud, role, action, resource);
  if (!may(WRITE_OBJECT_ACTION) || !may(READ_OBJECT_ACTION)) return fail(403, "AccessDenied");
  putObject(cloud, { bucket, key: FOUNDER }, Buffer.from(instance), true);
  return objectIn(cloud, bucket, FOUNDER)?.toString("utf8") ?? "";
}
