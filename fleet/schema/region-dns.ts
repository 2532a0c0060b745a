import { z } from "zod";

/** Hosted zones that the clusters of a region share. */
export const regionDns = z
  .strictObject({
    public: z
      .boolean()
      .default(false)
      .describe("Hosted zone <region>.infra.<dnsZone>, which the world can ask. @default false"),
    private: z
      .boolean()
      .default(false)
      .describe("Hosted zone <region>.internal.<dnsZone>, for the region's networks alone. @default false"),
  })
  .prefault({})
  .describe("Hosted zones of the region's clusters. @default none");
