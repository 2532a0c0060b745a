import { PullThroughCacheRule } from "@pulumi/aws/ecr/pullThroughCacheRule.js";
import { RepositoryCreationTemplate } from "@pulumi/aws/ecr/repositoryCreationTemplate.js";
import { cacheLifecycle, imageCaches } from "./image-cache-plan.ts";
import type { ImageCacheSettings } from "./image-cache-settings.ts";
import { child, type RegionScope } from "./scope.ts";

/**
 * Copies of other registries in that of the account. The template stands first: what ECR makes without it keeps
 * everything for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export function createImageCaches(scope: RegionScope, settings: ImageCacheSettings): void {
  const lifecyclePolicy = cacheLifecycle(settings);
  for (const { name, prefix, upstream, credentialArn } of imageCaches(scope.name, settings)) {
    const template = new RepositoryCreationTemplate(
      `${name}-template`,
      {
        prefix,
        description: name,
        appliedFors: ["PULL_THROUGH_CACHE"],
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        // A tag such as 1 moves upstream, and the copy follows it.
        imageTagMutability: "MUTABLE",
        lifecyclePolicy,
      },
      child(scope),
    );
    new PullThroughCacheRule(
      name,
      {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: upstream,
        ...(credentialArn === undefined ? {} : { credentialArn }),
      },
      child(scope, { dependsOn: [template] }),
    );
  }
}
