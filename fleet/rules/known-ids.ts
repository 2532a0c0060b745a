/** Ids by folder, also of entries whose file could not be read. */
export type KnownIds = Readonly<Record<"regions" | "clusters" | "tenants" | "links", ReadonlySet<string>>>;
