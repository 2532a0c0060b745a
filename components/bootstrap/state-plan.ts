/** Days after which the parts of an upload that never ended are removed. */
const UPLOAD_DAYS = 7;

export interface OldVersionRule {
  readonly id: string;
  readonly status: "Enabled";
  readonly filter: { readonly prefix: string };
  readonly abortIncompleteMultipartUpload: { readonly daysAfterInitiation: number };
  readonly expiration: { readonly expiredObjectDeleteMarker: true };
  readonly noncurrentVersionExpiration: { readonly noncurrentDays: number };
}

/** A state stays for ever, what it was before for a time; locks that were given back leave no mark behind. */
export function oldVersionRule(oldVersionDays: number): OldVersionRule {
  return {
    id: "old-versions",
    status: "Enabled",
    filter: { prefix: "" },
    abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
    expiration: { expiredObjectDeleteMarker: true },
    noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
  };
}
