// Servers on the loopback: https for what a wallet talks to, plain http for what a test steers a peer by.

import http from "node:http";
import https from "node:https";

const LONGEST_BODY = 1 << 20;
// Longer than any test is busy with something else: whoever kept a connection may use it again.
const KEPT_MS = 120_000;

/** An answer that is thrown: `throw new Answer(400, { error: "invalid_request" })`. */
export class Answer extends Error {
  constructor(status, body, headers = {}) {
    super(`${status} ${JSON.stringify(body) ?? ""}`);
    Object.assign(this, { status, body, headers });
  }
}

/** No answer at all: the connection is cut. What was done stays done. */
export class Cut extends Answer {
  constructor() {
    super(500);
  }
}

/**
 * Serves `routes`, which are functions by `METHOD /path`. A function gets `{ method, url, path, query, headers, body }` and gives
 * a value (JSON), a text with its type (`{ text, type }`) or an [`Answer`]. What it throws goes through `explain` first.
 */
export async function serve({ port = 0, host = "127.0.0.1", tls, origin, routes, explain = (error) => error }) {
  const handle = async (incoming, outgoing) => {
    try {
      const request = await read(incoming, origin?.() ?? "http://127.0.0.1");
      const route = routes[`${request.method} ${request.path}`];
      if (!route) throw new Answer(404, { error: "not_found" });
      send(outgoing, await route(request));
    } catch (error) {
      send(outgoing, failure(await explain(error, incoming)));
    }
  };
  const server = tls ? https.createServer({ ...tls, minVersion: "TLSv1.2" }, handle) : http.createServer(handle);
  server.keepAliveTimeout = KEPT_MS;
  await new Promise((ready, failed) => server.once("error", failed).listen(port, host, ready));
  return { server, port: server.address().port, stop: () => stop(server) };
}

async function stop(server) {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

async function read(incoming, origin) {
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Answer(413, { error: "invalid_request" });
    chunks.push(chunk);
  }
  const url = new URL(incoming.url, origin);
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: incoming.method,
    url: url.href,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function failure(error) {
  if (error instanceof Answer) return error;
  console.error(error);
  return new Answer(500, { error: "server_error", error_description: String(error?.message ?? error) });
}

function send(outgoing, value) {
  const answer = value instanceof Answer ? value : new Answer(value === undefined ? 204 : 200, value);
  if (answer instanceof Cut) return outgoing.destroy();
  const text =
    typeof answer.body?.text === "string" ? answer.body : { text: JSON.stringify(answer.body), type: "application/json" };
  const headers = { "cache-control": "no-store" };
  // A library's words may have line breaks, which a header may not.
  for (const [name, value] of Object.entries(answer.headers)) headers[name] = value.replace(/[^ -~]+/g, " ");
  if (answer.body !== undefined) headers["content-type"] ??= text.type;
  return outgoing.writeHead(answer.status, headers).end(answer.body === undefined ? undefined : text.text);
}

export function form(request) {
  const fields = new URLSearchParams(request.body);
  const names = [...fields.keys()];
  if (new Set(names).size !== names.length)
    throw new Answer(400, { error: "invalid_request", error_description: "a parameter comes twice" });
  return Object.fromEntries(fields);
}

export function json(request) {
  try {
    return request.body ? JSON.parse(request.body) : {};
  } catch {
    throw new Answer(400, { error: "invalid_request", error_description: "the body is no JSON" });
  }
}

/** A `fetch` that trusts this root and no other, and follows no redirect. */
export function trusting(ca) {
  return (address, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const told = Object.fromEntries(new Headers(headers));
      const request = https.request(address, { method, headers: told, ca, timeout: 20_000 }, (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const empty = [204, 205, 304].includes(answer.statusCode);
          const fields = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
          resolve(new Response(empty ? null : Buffer.concat(chunks), { status: answer.statusCode, headers: fields }));
        });
      });
      request.on("timeout", () => request.destroy(new Error("no answer in time")));
      request.on("error", reject);
      request.end(body === undefined ? undefined : String(body));
    });
}

/** `--name value` of the command line, by name, after the first `skipped` words. */
export function options(defaults, skipped = 0) {
  const given = process.argv.slice(2 + skipped);
  const told = { ...defaults };
  for (let at = 0; at < given.length; at += 2) {
    const name = given[at].replace(/^--/, "");
    if (!(name in defaults) || given[at + 1] === undefined) {
      console.error(
        `unknown or without a value: ${given[at]}; there are ${Object.keys(defaults)
          .map((one) => `--${one}`)
          .join(", ")}`,
      );
      process.exit(2);
    }
    told[name] = given[at + 1];
  }
  return told;
}

/** Stops politely when asked to, and when whoever started it is gone and took the standard input along (`--hold stdin`). */
export function stopWith(hold, ...stops) {
  const end = async () => {
    await Promise.all(stops.map((one) => one()));
    process.exit(0);
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (hold === "stdin") process.stdin.resume().once("end", end);
}
