import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { resourceTags } from "../../../fleet/tags.ts";

const PASSWORD_LENGTH = 48;

/**
 * A secret in its days of grace keeps its name, and whoever sends again within those could not make its own. Nothing is
 * lost with this one: a new password is as good.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
 */
const NO_DAYS_OF_GRACE = 0;

export interface SenderPasswordArgs {
  /** AWS provider of the cluster's account. */
  readonly provider: AwsProvider;
  /** Name of the secret in Secrets Manager. */
  readonly secretName: string;
  /** Cluster that writes by it. */
  readonly cluster: string;
  /** Whether it is kept from being deleted. */
  readonly protect: boolean;
}

/**
 * What one cluster writes into the store of another by: made once, where both read it. A new one is made when its
 * resource is replaced; until both have read it, samples wait in the sender's queue.
 */
export class SenderPassword extends pulumi.ComponentResource {
  constructor(name: string, args: SenderPasswordArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:platform:SenderPassword", name, {}, opts);
    const { provider, secretName, cluster, protect } = args;
    const random = new RandomProvider(`${name}-random`, {}, { parent: this });
    const password = new RandomPassword(
      `${name}-password`,
      // Headers and URLs read letters and digits the same way.
      { length: PASSWORD_LENGTH, special: false },
      { parent: this, provider: random },
    );
    const logical = `${name}-secret`;
    const secret = new Secret(
      logical,
      {
        name: secretName,
        description: `What ${cluster} writes its metrics to the management cluster by`,
        recoveryWindowInDays: NO_DAYS_OF_GRACE,
        tags: resourceTags(logical),
      },
      { parent: this, provider, protect },
    );
    const text = password.result.apply((word) => JSON.stringify({ username: cluster, password: word }));
    new SecretVersion(
      `${logical}-value`,
      { secretId: secret.id, secretString: pulumi.secret(text) },
      { parent: this, provider },
    );
    this.registerOutputs({});
  }
}
