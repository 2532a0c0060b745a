import { once } from "node:events";
import { createServer } from "node:net";

/** Below the range from which systems give out ports by themselves, so that a stopped cluster finds its port free. */
const FIRST = 20_000;
const COUNT = 12_000;
const TRIES = 50;

/** Whether nobody listens on a port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    const listening = once(server, "listening");
    server.listen(port, "127.0.0.1");
    await listening;
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** A free port of 127.0.0.1, taken at random: two sandboxes that look at the same time find different ones. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port among ${TRIES} in ${FIRST}..${FIRST + COUNT - 1}`);
}
