import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";

const FILE = "fleet.yaml";

/** Where states are kept and who deploys: the words that must fit each other. */
export function stateFindings({ settings }: Inventory): readonly Finding[] {
  const { state, ci, accounts } = settings;
  if (state === undefined)
    return ci === undefined
      ? []
      : [
          {
            file: FILE,
            at: ["ci"],
            atKey: true,
            expected: "state beside it: a pipeline needs a bucket for states",
          },
        ];
  return [...accountFindings(state.account, Object.keys(accounts)), ...copyFindings(state)];
}

function accountFindings(account: string, names: readonly string[]): readonly Finding[] {
  if (names.includes(account)) return [];
  const hint = didYouMean(account, names);
  const expected = `an account of fleet.yaml (${names.join(", ")})`;
  return [{ file: FILE, at: ["state", "account"], expected, ...(hint === undefined ? {} : { hint }) }];
}

/** A copy in the same place is lost together with what it copies. */
function copyFindings(state: NonNullable<Inventory["settings"]["state"]>): readonly Finding[] {
  if (state.awsRegion !== state.replicaRegion) return [];
  return [
    { file: FILE, at: ["state", "replicaRegion"], expected: "another AWS region than that of the bucket" },
  ];
}
