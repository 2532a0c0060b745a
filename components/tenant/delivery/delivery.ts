import type { SlicePart } from "../slice-object.ts";
import { applicationSet } from "./application-set.ts";
import { projectObject } from "./project-object.ts";
import { repositorySecrets } from "./repository-secrets.ts";

/** How what a tenant deploys comes into its namespace; a tenant without applications has nothing of it. */
export const DELIVERY: SlicePart = {
  objects: (context) =>
    (context.settings.applications ?? []).length === 0
      ? []
      : [projectObject(context), ...repositorySecrets(context), applicationSet(context)],
};
