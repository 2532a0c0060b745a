/** Something that was downloaded, with the digest by which it is pinned. */
export interface Fetched {
  readonly bytes: Uint8Array;
  /** Of the archive or file itself; for a registry, that of the manifest. */
  readonly digest: string;
}
