import {
  LIST_STATE_ACTIONS,
  READ_KEY_ACTIONS,
  READ_STATE_ACTIONS,
  STATE_FOLDER,
  TAKE_ROLE,
  USE_KEY_ACTIONS,
  WRITE_STATE_ACTIONS,
} from "../../fleet/ci-vocabulary.ts";
import { bucketArn } from "../region/bucket-plan.ts";

/** What a pipeline's role needs to know of the state. */
export interface StatePlace<Arn> {
  readonly awsName: string;
  readonly keyArn: Arn;
}

interface Permission<Arn> {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly (Arn | string)[];
}

/** Previews read states, which takes the key, and go on to roles that read. */
export function previewPermissions<Arn>(
  { awsName, keyArn }: StatePlace<Arn>,
  readers: readonly string[],
): readonly Permission<Arn>[] {
  return [
    { sid: "ListStates", actions: LIST_STATE_ACTIONS, resources: [bucketArn(awsName)] },
    { sid: "ReadStates", actions: READ_STATE_ACTIONS, resources: [statesIn(awsName)] },
    { sid: "DecryptStates", actions: READ_KEY_ACTIONS, resources: [keyArn] },
    { sid: "ReadAccounts", actions: [TAKE_ROLE], resources: readers },
  ];
}

/** Deployments write states too, and go on to the roles that change accounts; by themselves they change nothing. */
export function deployPermissions<Arn>(
  { awsName, keyArn }: StatePlace<Arn>,
  deployers: readonly string[],
): readonly Permission<Arn>[] {
  return [
    { sid: "ListStates", actions: LIST_STATE_ACTIONS, resources: [bucketArn(awsName)] },
    { sid: "WriteStates", actions: WRITE_STATE_ACTIONS, resources: [statesIn(awsName)] },
    { sid: "UseKey", actions: USE_KEY_ACTIONS, resources: [keyArn] },
    { sid: "ChangeAccounts", actions: [TAKE_ROLE], resources: deployers },
  ];
}

const statesIn = (awsName: string): string => `${bucketArn(awsName)}/${STATE_FOLDER}/*`;
