import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeComment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly login: string };
}

/** What the fake answers instead of doing what it is asked, once. */
export interface Refusal {
  readonly method: string;
  readonly status: number;
  readonly message?: string;
  /** A text that it takes nevertheless: the answer alone is lost. */
  readonly taken?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeGitHub {
  readonly url: string;
  readonly comments: FakeComment[];
  /** `GET 2` for the second page, `POST`, `PATCH 7`, `DELETE 7`, in the order in which they came. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly value: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const BOT = "github-actions[bot]";
const PATH = "/repos/lagoon/fleet/issues";

/** A made-up GitHub on this machine: comments of pull request 7, in pages, as its API lists them. */
export async function fakeGitHub(
  bodies: readonly (readonly [author: string, body: string])[] = [],
  {
    refusals = [],
    pageSize = 100,
  }: { readonly refusals?: readonly Refusal[]; readonly pageSize?: number } = {},
): Promise<FakeGitHub> {
  const comments: FakeComment[] = [];
  const asked: string[] = [];
  const left = [...refusals];
  let next = 1;
  const add = (login: string, body: string): FakeComment => {
    const id = next++;
    const made = { id, body, html_url: `https://github.test/lagoon/fleet/pull/7#${id}`, user: { login } };
    comments.push(made);
    return made;
  };
  for (const [author, body] of bodies) add(author, body);
  const server = createServer((request, response) => {
    void handle(request).then(({ status, value, headers }) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(status === 204 ? undefined : JSON.stringify(value));
    });
  });
  const answer = (status: number, value: unknown, headers: Answer["headers"] = {}): Answer => ({
    status,
    value,
    headers,
  });
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const { method = "" } = request;
    const address = new URL(request.url ?? "", url);
    const id = /\/comments\/(\d+)$/.exec(address.pathname)?.[1];
    const page = Number(address.searchParams.get("page") ?? 1);
    asked.push([method, method === "GET" ? page : id].filter((part) => part !== undefined).join(" "));
    const refused = left.findIndex((one) => one.method === method);
    const [refusal] = refused < 0 ? [] : left.splice(refused, 1);
    if (refusal?.taken !== undefined) add(BOT, refusal.taken);
    if (refusal !== undefined)
      return answer(refusal.status, { message: refusal.message ?? "no" }, refusal.headers);
    if (request.headers.authorization !== "token secret-token")
      return answer(401, { message: "Bad credentials" });
    if (method === "GET") {
      const start = (page - 1) * pageSize;
      const more = start + pageSize < comments.length;
      const link = `<${url}${PATH}/7/comments?per_page=100&page=${page + 1}>; rel="next"`;
      return answer(200, comments.slice(start, start + pageSize), more ? { link } : {});
    }
    const found = comments.findIndex((one) => String(one.id) === id);
    if (id !== undefined && found < 0) return answer(404, { message: "Not Found" });
    if (method === "DELETE") {
      comments.splice(found, 1);
      return answer(204, undefined);
    }
    const { body } = JSON.parse(await text(request)) as { readonly body: string };
    if (body.length > 65_536) return answer(422, { message: "body is too long" });
    if (method === "POST") return answer(201, add(BOT, body));
    comments[found]!.body = body;
    return answer(200, comments[found]);
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => {
        done();
      });
    });
  return { url, comments, asked, close };
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
