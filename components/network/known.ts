/** The entry of a map that must be there; its absence is our own bug, not the operator's. */
export function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing is known as ${JSON.stringify(key)}`);
  return value;
}
