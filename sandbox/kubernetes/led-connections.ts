import { Socket } from "node:net";
import type { Resolve } from "./name-resolution.ts";

/** Words of `connect`: Node's own callers give a list of the options and the callback, everyone else gives them apart. */
type Words = readonly unknown[];

/** The options are first, where the words are not a port or a path alone. */
function wordsApart(words: Words): Words {
  const [first] = words;
  return Array.isArray(first) ? (first as Words) : words;
}

/** Where options lead to; undefined for what is no host. Some callers write ports as text. */
function placeIn(options: unknown): { readonly host: string; readonly port: number } | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  if (!("host" in options && "port" in options && typeof options.host === "string")) return undefined;
  return { host: options.host, port: Number(options.port) };
}

/** Not before whoever has made the socket listens to it. */
function failed(socket: Socket, fault: string): Socket {
  const error = Object.assign(new Error(fault), { code: "EHOSTUNREACH" });
  setImmediate(() => socket.destroy(error));
  return socket;
}

/**
 * From now on sockets of this process that are to reach a name of the simulated cloud reach the server that it leads to.
 * Nothing above notices: a certificate is still asked for the name. All other connections are made as usual.
 *
 * @returns what takes it back
 */
export function leadConnections(resolve: Resolve): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the socket that it was called on
  const usual = Socket.prototype.connect;
  Socket.prototype.connect = new Proxy(usual, {
    apply(connect, socket: Socket, words: Words): unknown {
      const [options, callback] = wordsApart(words);
      const place = placeIn(options);
      const found = place && resolve(place.host, place.port);
      if (found === undefined) return Reflect.apply(connect, socket, words);
      if ("fault" in found) return failed(socket, found.fault);
      return Reflect.apply(connect, socket, [Object.assign({}, options, found), callback]);
    },
  });
  return () => {
    Socket.prototype.connect = usual;
  };
}
