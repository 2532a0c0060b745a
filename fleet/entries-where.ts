type Entries<Entry> = ReadonlyMap<string, Entry>;

/** A map that finds entries by a property itself, and so knows that nothing else of the others was looked at. */
export interface SearchedEntries<Entry> extends Entries<Entry> {
  where: (property: keyof Entry & string, value: string) => readonly Entry[];
}

/** Entries of which a property has this value, in the order of the map. */
export function entriesWhere<Entry>(
  entries: Entries<Entry> | SearchedEntries<Entry>,
  property: keyof Entry & string,
  value: string,
): readonly Entry[] {
  if ("where" in entries) return entries.where(property, value);
  return [...entries.values()].filter((entry) => entry[property] === value);
}
