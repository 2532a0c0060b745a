import { stringify } from "yaml";
import type { Tenant } from "../inventory.ts";
import { tenantNamespace } from "../names.ts";

/** One environment of a tenant, and the cluster it is to live in. */
export interface Move {
  readonly tenant: string;
  readonly environment: string;
  readonly to: string;
}

/** What an entry says of one database. */
type DatabaseWords = Readonly<Record<string, unknown>>;

/** What a move writes beside what is there, under names that are new. */
export interface MovePlan extends Move {
  readonly from: string;
  /** Environment that takes the old one's place. */
  readonly beside: string;
  /** What the entry says of that one. */
  readonly place: { readonly cluster: string; readonly stateful?: true };
  /** Databases of all environments, each with those it has so far: else the new one would get an empty one. */
  readonly held: Readonly<Record<string, readonly string[]>>;
  /** Databases that begin as the old ones are, by name. */
  readonly databases: Readonly<Record<string, DatabaseWords>>;
}

/** What it takes to move: nothing is led elsewhere, a new environment stands beside the old one until its data is there. */
export function movePlan(tenant: Tenant, move: Move, from: string): MovePlan {
  const { environment } = move;
  const beside = freeName(environment, tenant.environments);
  const all = Object.entries(tenant.databases);
  const databases = all
    .filter(([, { environments }]) => environments?.includes(environment) ?? true)
    .map(([name, { environments: _, restore: __, lifecycle: ___, ...one }]): [string, DatabaseWords] => [
      freeName(name, tenant.databases),
      { ...one, environments: [beside], restore: { from: name, environment, cluster: from } },
    ]);
  const held = all
    .filter(([, { environments }]) => environments === undefined)
    .map(([name]) => [name, Object.keys(tenant.environments)] as const);
  const isStateful = databases.length > 0 || tenant.environments[environment]?.stateful === true;
  return {
    ...move,
    from,
    beside,
    place: { cluster: move.to, ...(isStateful ? { stateful: true } : {}) },
    held: Object.fromEntries(held),
    databases: Object.fromEntries(databases),
  };
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  const base = name.replace(/-\d+$/, "");
  let number = 2;
  while (Object.hasOwn(taken, `${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** Stacks of the two ends. */
export interface MoveStacks {
  readonly from: string;
  readonly to: string;
}

/** The steps, each of which is a commit and an update, for people. */
export function moveText(plan: MovePlan, stacks: MoveStacks): string {
  const { tenant, environment, from, to, beside } = plan;
  const steps = [...besideSteps(plan, stacks.to), ...switchSteps(plan, stacks)];
  return [
    `${tenant}: ${environment} moves from ${from} to ${to}. Nothing was written; the inventory was checked with ${beside} in it.`,
    ...steps.flatMap(([first = "", ...rest], index) => [
      `${index + 1}. ${first}`,
      ...rest.map((line) => `   ${line}`),
    ]),
  ].join("\n");
}

/** Lines of one step. */
type Step = readonly string[];

function besideSteps(plan: MovePlan, stack: string): readonly Step[] {
  const { tenant, environment, from, beside, place, held, databases } = plan;
  const file = `tenants/${tenant}.yaml`;
  const kept = Object.entries(held).map(([name, environments]) => [name, { environments }] as const);
  const added = {
    environments: { [beside]: place },
    ...(kept.length === 0 ? {} : { databases: Object.fromEntries(kept) }),
  };
  const update = `pulumi up --stack ${stack}`;
  const copied = [
    `once the archive has all of it, in ${file}:`,
    ...yamlLines({ databases }),
    `atoll lock, commit, ${update}: they begin as those in ${from} are; programs of ${beside} are told their hosts`,
  ];
  return [
    [
      `in ${file}, beside what is there:`,
      ...yamlLines(added),
      `and ${beside} where applications list ${environment}; atoll lock, commit, ${update}`,
    ],
    [`see that ${beside} runs: its applications are at names of its own`],
    [
      `stop what writes to ${tenantNamespace(tenant, environment)}, in its repository:`,
      "Argo CD and autoscalers start again what is only scaled down",
    ],
    ...(Object.keys(databases).length === 0 ? [] : [copied]),
    ["bring volumes along by a restore of their copies: nothing here moves them"],
  ];
}

function switchSteps(plan: MovePlan, { from, to }: MoveStacks): readonly Step[] {
  const { tenant, environment, beside, databases } = plan;
  const file = `tenants/${tenant}.yaml`;
  const rest = Object.keys(databases).length === 0 ? "" : " and its databases";
  const update = `pulumi up --stack ${from}`;
  return [
    [
      `move hosts, canaries and windows of ${environment} to ${beside} in ${file};`,
      `atoll lock, commit, ${update}, pulumi up --stack ${to}`,
    ],
    [`in ${file}, to environments.${environment}: retireAfter: <day>; atoll lock, commit, ${update}`],
    [`from that day on remove ${environment} from ${file}${rest}; atoll lock, commit, ${update}`],
  ];
}

const yamlLines = (value: unknown): readonly string[] =>
  stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
