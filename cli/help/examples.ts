/** A line to type, as it stands in help, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** By the words after `atoll`; a group of commands that does nothing by itself has none. */
type Examples = Readonly<Record<string, readonly (readonly [line: string, does: string])[]>>;

/** Examples by command, each of which could be run with the sample fleet, or with what the example names. */
const EXAMPLES: Examples = {
  check: [
    ["atoll check", "every fault of inventory/, with file, line and what to do"],
    ["atoll check -i examples/enterprise --json", "the same of another fleet, for a program"],
  ],
  lock: [
    ["atoll lock", "give addresses to what has none"],
    ["atoll lock --check", "in CI: fail when the lock was forgotten"],
    ["atoll lock --rebase origin/main", "after a merge: main keeps its addresses, the branch gets new ones"],
  ],
  plan: [
    ["atoll plan", "count what each stack would register"],
    ["atoll plan dev", "list what the cluster dev consists of"],
    ["atoll plan --out plans", "keep the plans as files"],
  ],
  diff: [
    ["atoll diff HEAD", "what the edits in the work tree do"],
    ["atoll diff main...feature", "what a branch does since it left main"],
    ["atoll diff main --merge-base --format markdown", "the same of the work tree, for a pull request"],
    ["atoll diff --plans before after", "two folders of saved plans, without git"],
  ],
  "policy list": [["atoll policy list", "all rules, with their levels"]],
  "policy explain": [["atoll policy explain require-quota", "what the rule holds, why, and what to do"]],
  policy: [
    ["atoll policy", "all rules over all stacks; ends with 3 when one is violated"],
    ["atoll policy prod --json", "what was found in prod, for a program"],
  ],
  "addresses show": [
    ["atoll addresses show --subnets", "who has which range, down to subnets"],
    ["atoll addresses show --svg map.svg", "the same as a picture"],
  ],
  "addresses verify": [["atoll addresses verify", "prove the lock by a second algorithm"]],
  "nodes explain": [["atoll nodes explain prod", "what prod may launch, and when its nodes are disturbed"]],
  "k3s render": [
    [
      "atoll k3s render prod -i examples/minimal-saas --out machines",
      "what its machines are told, as files to read",
    ],
  ],
  catalog: [
    ["atoll catalog", "all charts with their versions"],
    ["atoll catalog --kubernetes 1.36", "those that are tested with this minor"],
  ],
  "catalog behind": [["atoll catalog behind", "which charts may be raised, and what that touches"]],
  "catalog images": [["atoll catalog images --users", "what a mirror must hold, and for whom"]],
  "catalog pull": [["atoll catalog pull --used", "the charts that the inventory installs, into the cache"]],
  "tenant add": [
    [
      "atoll tenant add ember --name Ember --environment staging=dev --dry-run",
      "show the file, the lock and what is made; write nothing",
    ],
  ],
  "tenant suspend": [["atoll tenant suspend cobalt --dry-run", "what it takes to let cobalt rest"]],
  "tenant resume": [["atoll tenant resume cobalt --yes", "wake it up again, without a question"]],
  "tenant retire": [
    ["atoll tenant retire cobalt", "how far it has left"],
    ["atoll tenant retire cobalt --after 2027-03-01", "let it leave; its file may go from that day on"],
  ],
  "tenant move": [["atoll tenant move cobalt staging --to prod", "the steps to another cluster"]],
  "tenant leftovers": [["atoll tenant leftovers cobalt --sandbox", "what the sandbox still has of it"]],
  "tenant report": [
    [
      "kubectl get deployments,pdb,hpa -n cobalt--staging -o json | atoll tenant report",
      "what keeps its workloads up, and what is missing",
    ],
  ],
  "upgrade plan": [["atoll upgrade plan dev --to 1.36", "the steps to 1.36, and what blocks them"]],
  "upgrade next": [["atoll upgrade next dev", "write the next step into the lock"]],
  "vpc entry": [
    [
      "atoll vpc entry --from vpcs.json subnets.json route-tables.json",
      "the network block of an entry that uses this VPC",
    ],
  ],
  "vpc check": [
    ["atoll vpc check legacy --from vpcs.json subnets.json", "whether the entry legacy still fits its VPC"],
  ],
  "sandbox up": [
    ["atoll sandbox up dev", "bring dev up, with the real engine and a real API server"],
    ["atoll sandbox up prod -i examples/enterprise --dir .other", "another fleet in a sandbox of its own"],
  ],
  "sandbox preview": [["atoll sandbox preview dev", "what an up would do"]],
  "sandbox refresh": [["atoll sandbox refresh dev", "take what was changed by hand into the state"]],
  "sandbox destroy": [["atoll sandbox destroy dev", "delete what the stack has, and leave the sandbox"]],
  "sandbox down": [["atoll sandbox down", "everything goes, and that is proven"]],
  "sandbox stop": [["atoll sandbox stop", "end the servers, keep their data"]],
  "sandbox nodes": [["atoll sandbox nodes", "launch nodes for pods that wait"]],
  "sandbox cloud": [["atoll sandbox cloud --help", "what can be done to the simulated AWS"]],
  "ci matrix": [
    ["atoll ci matrix --base origin/main --merge-base", "jobs for the stacks that the branch changes"],
    ["atoll ci matrix --base v1.4 --head v1.5", "jobs for what the later of two revisions changes"],
    ["atoll ci matrix --all --chunk 10", "jobs for all stacks, ten in each"],
  ],
  "ci access": [
    ["atoll ci access --output outputs.txt", "state and roles, as a step of a workflow hands them on"],
  ],
  "ci drift": [
    [
      "pulumi refresh --preview-only --run-program --json --stack dev | atoll ci drift /dev/stdin",
      "what somebody changed by hand",
    ],
  ],
  "ci comment": [
    [
      "atoll ci comment --repository acme/fleet --pull 7 --body-file comment.md",
      "make it the one comment of the pull request",
    ],
  ],
  bootstrap: [
    ["atoll bootstrap workloads --sandbox", "try it on the simulated AWS"],
    ["atoll bootstrap workloads", "make it, with your own credentials, after a question"],
  ],
  "stack init": [
    ["atoll stack init", "write the file of every stack that lacks one"],
    ["atoll stack init --check", "in CI: fail when one is missing"],
  ],
  recover: [
    ["atoll recover dev", "after a kill: release the lock, find what was made, ask before"],
    ["atoll recover dev --lost-state > import.json", "what a lost state had, for pulumi import --file"],
  ],
  teardown: [
    ["atoll teardown old", "what would go, step by step; nothing is changed"],
    ["atoll teardown old --run", "do it, once its name is typed"],
  ],
  schema: [["atoll schema", "inventory/.schema, which editors complete from"]],
  completion: [
    ["atoll completion bash > ~/.local/share/bash-completion/completions/atoll", "for bash"],
    ["atoll completion zsh > ~/.zfunc/_atoll", "for zsh, where fpath has ~/.zfunc before compinit runs"],
    ["atoll completion fish > ~/.config/fish/completions/atoll.fish", "for fish"],
  ],
  help: [
    ["atoll help tenant add", "one command, of any depth"],
    ["atoll help", "all of them, and the usual way"],
  ],
};

/** The examples of a command, which is named by its words after `atoll`; none for a group of commands. */
export function examplesOf(command: string): readonly Example[] {
  return (EXAMPLES[command] ?? []).map(([line, does]) => ({ line, does }));
}
