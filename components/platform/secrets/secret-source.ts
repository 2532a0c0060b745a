/** Where the secrets of the platform lie that no program writes: AWS Secrets Manager, below one prefix for the fleet. */
export interface SecretSource {
  readonly accountId: string;
  readonly awsRegion: string;
  /** Beginning of their names, without a slash at its end, such as atoll/lagoon. */
  readonly prefix: string;
}
