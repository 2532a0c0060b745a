import { z } from "zod";
import { AWS_REGIONS } from "../charts/catalog.ts";
import { distinct, entryId, wholeNumber } from "./scalars.ts";

const REGION = "an AWS region code such as eu-central-1";
const BUCKET = "the name of a bucket: 3 to 63 lower-case letters, digits and hyphens";
const OPERATOR =
  "the ARN of a role such as arn:aws:iam::111122223333:role/platform-admins, without wildcards";

const awsRegion = z.enum(AWS_REGIONS, { error: REGION });

/** No dots: TLS takes them for parts of a host name. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string({ error: BUCKET })
  .regex(/^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9]|-(?!-?s3alias$|-ol-s3$)){1,61}[a-z0-9]$/, {
    error: BUCKET,
  });

/** Where Pulumi keeps what it knows of every stack. */
export const state = z
  .strictObject({
    account: entryId.describe("Account that holds the bucket and its key, by its name in accounts."),
    awsRegion: awsRegion.describe("AWS region of the bucket and its key, such as eu-central-1."),
    replicaRegion: awsRegion.describe("AWS region that keeps a copy of both; another one."),
    bucket: bucketName
      .optional()
      .describe("Name of the bucket. @default - atoll-<organisation>-state-<account number>"),
    oldVersionDays: wholeNumber(30, 3650)
      .default(365)
      .describe("Days for which states of before can still be had. Range 30..3650. @default 365"),
    operators: distinct(
      z
        .string({ error: OPERATOR })
        .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, { error: OPERATOR }),
    )
      .default([])
      .describe("Roles of people who may deploy by hand, as ARNs. @default none"),
  })
  .optional()
  .describe(
    "Bucket for the state of all stacks, made by atoll bootstrap. @default - wherever Pulumi is logged in",
  );
