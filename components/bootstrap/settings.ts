import type { CiSettings } from "../../fleet/schema/ci.ts";

/** The bucket for states, and its copy. */
export interface StateSettings {
  /** Name of the bucket, which no other in the world has. */
  readonly awsName: string;
  /** Name of its copy in the other AWS region. */
  readonly copyName: string;
  /** Alias of the key, the same in both AWS regions. */
  readonly keyAlias: string;
  /** Days for which states of before can still be had. Range 30..3650. */
  readonly oldVersionDays: number;
}

/** Pipelines, and the roles that they take. */
export interface PipelineSettings {
  /** Who signs the tokens of its jobs, and which jobs are meant. */
  readonly ci: CiSettings;
  /** Number of the account that holds the state. */
  readonly accountId: string;
  /** Name of the role of previews. */
  readonly previewRole: string;
  /** Name of the role of deployments. */
  readonly deployRole: string;
  /** ARNs of the roles that previews go on to: one for each account. */
  readonly readers: readonly string[];
  /** ARNs of the roles that deployments go on to: one for each account. */
  readonly deployers: readonly string[];
}

/** The policies of an account's roles, by the last word of their names. All of them are walled. */
export const ACCOUNT_POLICIES = ["reads", "networks", "clusters", "servers", "data", "walls"] as const;

export type AccountPolicy = (typeof ACCOUNT_POLICIES)[number];

/** The roles of one account that change it, and that read it. */
export interface AccountSettings {
  /** Number of the account. */
  readonly accountId: string;
  /** Name of the organisation, part of the names of policies. */
  readonly organisation: string;
  /** AWS region codes in which the fleet has something there. */
  readonly awsRegions: readonly string[];
  /** Name of the role that changes it. */
  readonly deployerRole: string;
  /** Name of the role that reads it. */
  readonly readerRole: string;
  /** ARNs of the roles that may take the former. */
  readonly deployedBy: readonly string[];
  /** ARNs of the roles that may take the latter. */
  readonly readBy: readonly string[];
  /** ARNs of what no deployment may touch: the roles of this page, and the state. */
  readonly walled: readonly string[];
  /** Alias of the state's key. @default - the account holds no state */
  readonly walledKey?: string;
}
