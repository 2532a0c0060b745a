import { CostAllocationTag } from "@pulumi/aws/costexplorer/costAllocationTag.js";
import { COST_TAGS } from "../../fleet/tags.ts";
import { child, type RegionScope } from "./scope.ts";

/** Lets bills be read by the fleet's tags. AWS knows a tag a day after something first carried it. */
export function createCostTags(scope: RegionScope): void {
  for (const tagKey of COST_TAGS)
    new CostAllocationTag(
      `${scope.name}-cost-tag-${tagKey.replace("atoll:", "")}`,
      { tagKey, status: "Active" },
      child(scope),
    );
}
