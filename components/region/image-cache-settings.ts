import type { RegistryName } from "../../fleet/charts/registries.ts";

/** Registries that the region's own keeps copies of. */
export interface ImageCacheSettings {
  /** By name; with the ARN of the secret that holds the credentials, where the registry asks for them. */
  readonly registries: Readonly<
    Partial<Record<RegistryName, { readonly credentials?: string | undefined } | undefined>>
  >;
  /** Days after which a copy is deleted. Range 7..3650. */
  readonly keepDays: number;
}
