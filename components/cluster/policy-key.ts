/** Name of a policy inside its ARN, which never changes: AmazonEKSWorkerNodePolicy. */
export function policyKey(policyArn: string): string {
  return policyArn.slice(policyArn.lastIndexOf("/") + 1);
}
