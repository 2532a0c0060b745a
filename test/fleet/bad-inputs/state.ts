import { edited, type Files } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const RUNNERS = "runners: { cidrs: [10.255.0.0/20] }\n";
const added = (lines: string): Files => edited("fleet.yaml", RUNNERS, `${RUNNERS}${lines}\n`);
const STATE = "state: { account: main, awsRegion: eu-central-1, replicaRegion: eu-west-1 }";
const withCi = (words: string): Files => added(`${STATE}\nci: { kind: github, ${words} }`);

/** Where states are kept, and who deploys. */
export const STATE_INPUTS: readonly BadInput[] = [
  bad(
    "a state in an account that does not exist",
    added(STATE.replace("main", "mian")),
    'fleet.yaml:17:19 state.account: expected an account of fleet.yaml (main), got "mian"; did you mean main',
  ),
  bad(
    "a copy of the state in its own region",
    added(STATE.replace("eu-west-1", "eu-central-1")),
    'fleet.yaml:17:65 state.replicaRegion: expected another AWS region than that of the bucket, got "eu-central-1"',
  ),
  bad(
    "a bucket with a name that S3 refuses",
    added(STATE.replace(" }", ", bucket: Lagoon.State }")),
    'fleet.yaml:17:84 state.bucket: expected the name of a bucket: 3 to 63 lower-case letters, digits and hyphens, got "Lagoon.State"',
  ),
  bad(
    "everybody as an operator",
    added(STATE.replace(" }", ', operators: ["arn:aws:iam::111122223333:role/*"] }')),
    'fleet.yaml:17:88 state.operators[0]: expected the ARN of a role such as arn:aws:iam::111122223333:role/platform-admins, without wildcards, got "arn:aws:iam::111122223333:role/*"',
  ),
  bad(
    "a pipeline without a state",
    added("ci: { kind: github, repository: lagoon/fleet, environment: production }"),
    "fleet.yaml:17:1 ci: expected state beside it: a pipeline needs a bucket for states, got a map",
  ),
  bad(
    "a repository by its address",
    withCi("repository: github.com/lagoon/fleet, environment: production"),
    'fleet.yaml:18:33 ci.repository: expected a repository as GitHub writes it: owner/name, without host or .git, got "github.com/lagoon/fleet"',
  ),
  bad(
    "any environment",
    withCi('repository: lagoon/fleet, environment: "*"'),
    'fleet.yaml:18:60 ci.environment: expected the name of an environment: letters, digits, dots, hyphens and underscores, got "*"',
  ),
];
