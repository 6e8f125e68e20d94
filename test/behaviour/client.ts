import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { ACCOUNT } from "./credentials.ts";
import type { Mode } from "./mode.ts";
import { createZendesk } from "./zendesk.ts";

/** What goes with a request. */
interface Sent {
  readonly authorization?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

type Ask = (method: string, path: string, sent?: Sent) => Promise<Answer>;

/** Gives a function that opens a stand-in for one test, at a free port and without a private network, and a client of it. */
export function openZendesk(folder: string): (mode: Mode) => Promise<Ask> {
  let made: Promise<Certificates> | undefined;
  return async (mode) => {
    made ??= makeCertificates(mkdtempSync(join(folder, "client-")));
    const { authority, key, certificate } = await made;
    const zendesk = createZendesk(mode, {
      key: readFileSync(key, "utf8"),
      cert: readFileSync(certificate, "utf8"),
    });
    zendesk.server.listen(0, "127.0.0.1");
    await once(zendesk.server, "listening");
    onTestFinished(() => {
      zendesk.server.closeAllConnections();
      zendesk.server.close();
    });
    const { port } = zendesk.server.address() as AddressInfo;
    const ca = readFileSync(authority, "utf8");
    return (method, path, sent = {}) => send({ port, ca }, method, path, sent);
  };
}

async function send(
  at: { port: number; ca: string },
  method: string,
  path: string,
  sent: Sent,
): Promise<Answer> {
  const form = sent.form && String(new URLSearchParams(sent.form));
  const payload = form ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
  const type = form === undefined ? "application/json" : "application/x-www-form-urlencoded";
  const headers = {
    ...(payload !== undefined && { "content-type": type }),
    ...(sent.authorization !== undefined && { authorization: sent.authorization }),
  };
  const call = request({ ...at, host: "127.0.0.1", servername: ACCOUNT.host, method, path, headers });
  call.end(payload);
  const [response] = await once(call, "response");
  const body = response.statusCode === 204 ? {} : await json(response);
  return { status: response.statusCode, body: body as Record<string, unknown> };
}
