/**
 * A record that tells what is read of it: one of its keys, or `*` when somebody asks which it has. What it holds is handed
 * out as it is.
 *
 * @param quiet Keys of what tells for itself what is read of it. @default none
 */
export function watchedRecord<Held extends object>(
  name: string,
  record: Held,
  reads: (path: string) => void,
  quiet: readonly string[] = [],
): Held {
  const one = (key: string | symbol): void => {
    if (typeof key === "string" && !quiet.includes(key)) reads(`${name}/${key}`);
  };
  return new Proxy(record, {
    get: (held, key) => {
      one(key);
      return Reflect.get(held, key) as unknown;
    },
    has: (held, key) => {
      one(key);
      return Reflect.has(held, key);
    },
    getOwnPropertyDescriptor: (held, key) => {
      one(key);
      return Reflect.getOwnPropertyDescriptor(held, key);
    },
    ownKeys: (held) => {
      reads(`${name}/*`);
      return Reflect.ownKeys(held);
    },
  });
}
