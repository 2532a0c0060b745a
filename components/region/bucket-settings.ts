/** Ages at which objects move to cheaper storage and go. */
export interface ObjectAges {
  /** Days until an object moves to infrequent access. Range 30..3650. */
  readonly infrequentAfterDays: number;
  /** Days until an object moves to the archive. Range 60..3650. */
  readonly archiveAfterDays: number;
  /** Days until an object is deleted. Range 61..3650. */
  readonly keepDays: number;
}

/** How long nobody can delete or change an object. */
export interface ObjectLock {
  /** Days from the object's first. Range 1..3650. */
  readonly days: number;
  /** Whether a role with the right to may lift it, or nobody. */
  readonly mode: "governance" | "compliance";
}

/** One bucket. */
export interface BucketSettings {
  /** Name of the bucket, which no other in the world has. */
  readonly awsName: string;
  /** After how many days an object moves, and goes. */
  readonly ages: ObjectAges;
  /** Keeps objects from being deleted. @default - no object is locked */
  readonly lock?: ObjectLock;
}

/** Where a copy of a bucket is kept. */
export interface ReplicaSettings {
  /** Name of the copy. */
  readonly awsName: string;
  /** AWS region code of the copy, such as eu-west-1. */
  readonly awsRegion: string;
}

/** Buckets of one region; each exists only where its settings do. */
export interface RegionBucketSettings {
  /** Backups. @default - there is no such bucket */
  readonly backups?: BucketSettings;
  /** Copy of the backups. @default - there is none */
  readonly backupReplica?: ReplicaSettings;
  /** Logs. @default - there is no such bucket */
  readonly logs?: BucketSettings;
}
