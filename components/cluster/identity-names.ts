import { ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";

/** Whose rights they are. */
export interface Subject {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Names of the role of one ServiceAccount: `name` is the stem of its logical names, `awsName` what AWS calls it. */
export interface IdentityNames {
  readonly name: string;
  readonly awsName: string;
}

/** The same names however the rights are handed out. A namespace holds no dot, so the two cannot be read in two ways. */
export function identityNames(
  cluster: string,
  awsRegion: string,
  { namespace, serviceAccount }: Subject,
): IdentityNames {
  const key = `${namespace}.${serviceAccount}`;
  return {
    name: `${cluster}-identity-${key}`,
    awsName: limitedName(`atoll-${cluster}-${awsRegion}-${key}`, ROLE_NAME_LENGTH),
  };
}
