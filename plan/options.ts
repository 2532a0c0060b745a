import { isList, type Json } from "./json.ts";

/** Options by which the engine decides what is replaced and deleted, as the program gives them; most have none. */
export interface PlannedOptions {
  /** Whether the old resource is deleted before the new one is made; absent when the provider decides. */
  readonly deleteBeforeReplace?: boolean;
  /** Key of a resource whose deletion takes this one along, so that the provider is not asked to delete it. */
  readonly deletedWith?: string;
  /** Paths of inputs whose changes the engine leaves out, sorted. */
  readonly ignoreChanges?: readonly string[];
  /** Paths of inputs whose changes replace the resource, whatever the provider says; sorted. */
  readonly replaceOnChanges?: readonly string[];
  /** Keys of resources whose replacement replaces this one, sorted. */
  readonly replaceWith?: readonly string[];
  /** Value whose change replaces the resource, with all that it ignores otherwise. */
  readonly replacementTrigger?: Json;
  /** Leaves the resource in the cloud when the stack deletes it. */
  readonly retainOnDelete?: boolean;
}

/** Name of the option in rows. */
export const REPLACEMENT_TRIGGER = "(replacementTrigger)";

/** An option as a row: its name in brackets, and its value. */
type OptionRow = readonly [string, Json | undefined];

/** All options in one order, those that are not set as undefined. Resources that got a new key are named by it. */
export function optionRows(
  options: PlannedOptions = {},
  nowKey: (key: string) => string = (key) => key,
): readonly OptionRow[] {
  const { deleteBeforeReplace, deletedWith, ignoreChanges, replaceOnChanges, replaceWith } = options;
  const { replacementTrigger, retainOnDelete } = options;
  return [
    ["(deleteBeforeReplace)", deleteBeforeReplace],
    ["(deletedWith)", deletedWith === undefined ? undefined : nowKey(deletedWith)],
    ["(ignoreChanges)", ignoreChanges],
    ["(replaceOnChanges)", replaceOnChanges],
    ["(replaceWith)", replaceWith?.map(nowKey)],
    [REPLACEMENT_TRIGGER, replacementTrigger],
    ["(retainOnDelete)", retainOnDelete],
  ];
}

/** The options that are set, as the field of a planned resource: nothing at all when none is. */
export function optionsField(options: {
  readonly [Option in keyof PlannedOptions]: PlannedOptions[Option] | undefined;
}): { readonly options?: PlannedOptions } {
  const set = Object.entries(options).filter(([, value]) => isSet(value));
  return set.length === 0 ? {} : { options: Object.fromEntries(set) };
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(isList(value) && value.length === 0);
}
