import type { Node } from "ts-morph";
import type { Edit } from "../../model/edit.ts";
import type { Sending } from "./carrier.ts";
import type { HttpForm, SendEdits } from "./http.ts";
import type { Library } from "./library.ts";
import { type Program, pathOf } from "./program.ts";

const at = (node: Node): Edit["at"] => ({ start: node.getStart(), end: node.getEnd() });

/** Puts the provider's name where the library's stood. */
function renamed({ call, library }: Sending, name: string): SendEdits {
  const { base, method } = library;
  // `import { request } from "https"`: the name alone stood for library and method.
  const text = base === call.getExpression() && method !== undefined ? `${name}.${method}` : name;
  return { name, edits: [{ path: pathOf(base), at: at(base), text }], renames: base };
}

/** Puts a call of the provider's around an expression. */
function wrapped(node: Node, name: string): SendEdits {
  const path = pathOf(node);
  const { start, end } = at(node);
  return {
    name,
    edits: [
      { path, at: { start, end: start }, text: `${name}(` },
      { path, at: { start: end, end }, text: ")" },
    ],
  };
}

/** fetch, of the runtime, node-fetch, cross-fetch and undici: a function that adds the token stands in for it. */
const fetchForm: HttpForm = {
  library: "fetch",
  title: "sends requests by a fetch that adds an access token",
  template: "javascript-fetch.ts",
  send: (sending) => (sending.library.method === undefined ? renamed(sending, "zendeskFetch") : undefined),
  fill: ({ module }, { typescript }) => {
    const types = typescript ? ", type Request, type RequestInit, type Response" : "";
    const values = { INPUT: "string | URL | Request", FETCH: module ?? "", FETCH_TYPES: types };
    if (module === "undici") return { keep: ["undici", "timeout"], values };
    return {
      keep: module === "node-fetch" || module === "cross-fetch" ? ["node-fetch"] : ["timeout"],
      values,
    };
  },
};

/** NestJS's HttpService: the axios instance behind it is given interceptors when it is first used. */
const isNest = ({ module }: Library): boolean => module?.startsWith("@nestjs/") ?? false;

/** axios: an instance with interceptors. */
const axiosForm: HttpForm = {
  library: "axios",
  title: "gives axios interceptors that add an access token",
  template: "javascript-axios.ts",
  send: (sending, program: Program) => {
    const { call, library, sink } = sending;
    if (isNest(library)) {
      const { base, method } = library;
      const edit = { path: pathOf(base), at: at(base), text: `zendeskHttp(${base.getText()})` };
      const reason =
        "NestJS's HttpService is taken to send all through its axiosRef; try it with the version that you use.";
      return method === undefined ? undefined : { name: "zendeskHttp", edits: [edit], reason };
    }
    if (library.instance) return wrapped(library.instance, "withZendeskAuth");
    if (library.method === "create") return wrapped(call, "withZendeskAuth");
    if (library.method !== "defaults") return renamed(sending, "zendeskAxios");
    const { Node: N } = program.morph;
    if (!N.isExpressionStatement(sink)) return undefined;
    const end = sink.getText().endsWith(";") ? ";" : "";
    const edit = {
      path: pathOf(sink),
      at: at(sink),
      text: `withZendeskAuth(${library.base.getText()})${end}`,
    };
    return { name: "withZendeskAuth", edits: [edit], keepsSink: true };
  },
  fill: (library, { typescript }) => ({
    keep: isNest(library) ? ["nest"] : [],
    values: { AXIOS_TYPES: typescript ? ", { type AxiosInstance, type AxiosResponse }" : "" },
  }),
};

/** got: hooks. */
const gotForm: HttpForm = {
  library: "got",
  title: "gives got hooks that add an access token",
  template: "javascript-got.ts",
  send: (sending) => {
    const made = sending.library.instance ?? (sending.library.method === "extend" ? sending.call : undefined);
    return made ? extended(made) : renamed(sending, "zendeskGot");
  },
  fill: (_library, { typescript }) => ({
    keep: [],
    values: { GOT_TYPES: typescript ? ", { type ExtendOptions }" : "" },
  }),
};

/** ky: hooks. */
const kyForm: HttpForm = {
  library: "ky",
  title: "gives ky hooks that add an access token",
  template: "javascript-ky.ts",
  send: (sending) => {
    const { library, call } = sending;
    const made = library.instance ?? (/^(?:extend|create)$/.test(library.method ?? "") ? call : undefined);
    return made ? extended(made) : renamed(sending, "zendeskKy");
  },
  fill: (_library, { typescript }) => ({
    keep: [],
    values: { KY_TYPES: typescript ? ", { type Options }" : "" },
  }),
};

/** superagent: a plugin. */
const superagentForm: HttpForm = {
  library: "superagent",
  title: "gives superagent a plugin that adds an access token",
  template: "javascript-superagent.ts",
  send: (sending, program) => {
    const { Node: N } = program.morph;
    const { sink } = sending;
    const name = "zendeskAuth";
    if (!N.isCallExpression(sink)) return undefined;
    const callee = sink.getExpression();
    if (!N.isPropertyAccessExpression(callee)) return undefined;
    const start = callee.getNameNode().getStart();
    const edit = { path: pathOf(sink), at: { start, end: sink.getEnd() }, text: `use(${name})` };
    return { name, edits: [edit], keepsSink: true };
  },
  fill: (_library, { typescript }) => ({
    keep: [],
    values: { SUPERAGENT_TYPES: typescript ? ", { type SuperAgentRequest }" : "" },
  }),
};

/** request, request-promise, request-promise-native: a function of the same parameters. */
const requestForm: HttpForm = {
  library: "request",
  title: "sends requests by a function that adds an access token",
  template: "javascript-request.ts",
  send: (sending, program) => {
    const { library, call } = sending;
    if (library.instance || library.method === "defaults") return undefined;
    if (library.module === "request" ? !hasCallback(call, program) : isStreamed(sending, program))
      return undefined;
    return renamed(sending, "zendeskRequest");
  },
  fill: ({ module }) => ({
    keep: module === "request" ? [] : ["promise"],
    values: { REQUEST: module ?? "request" },
  }),
};

/** https: an object with `request` and `get` that keep what is written until it is sent. */
const httpsForm: HttpForm = {
  library: "https",
  title: "sends requests by an https.request that adds an access token",
  template: "javascript-https.ts",
  send: (sending) =>
    /^(?:request|get)$/.test(sending.library.method ?? "") ? renamed(sending, "zendeskHttps") : undefined,
  fill: ({ module }) => ({
    keep: [],
    values: { HTTPS: module ?? "https", STREAM: module === "node:https" ? "node:stream" : "stream" },
  }),
};

/** undici: a function that adds the token stands in for `request`; what a client of one origin, `stream` and `pipeline` send is given a header. */
const undiciForm: HttpForm = {
  library: "undici",
  title: "sends requests by a function that adds an access token",
  template: "javascript-undici.ts",
  send: ({ call, library }, { morph }) => {
    const { Node: N } = morph;
    if (library.method !== "request" || !N.isCallExpression(call)) return undefined;
    const [url, options, ...more] = call.getArguments();
    // Options in the address' place, a callback, a rejected promise for a 401: nothing the function could repeat.
    if (N.isObjectLiteralExpression(url) || N.isFunctionLikeDeclaration(options) || more.length > 0)
      return undefined;
    if (options && /\bthrowOnError\b/.test(options.getText())) return undefined;
    const callee = call.getExpression();
    const name = "zendeskRequest";
    return { name, edits: [{ path: pathOf(callee), at: at(callee), text: name }], renames: callee };
  },
  fill: () => ({ keep: [], values: {} }),
};

/** Puts `.extend(…)` behind an expression that makes an instance. */
function extended(node: Node): SendEdits {
  const name = "zendeskAuth";
  return {
    name,
    edits: [
      { path: pathOf(node), at: { start: node.getEnd(), end: node.getEnd() }, text: `.extend(${name})` },
    ],
  };
}

/** Its last argument is a function, and nothing is done with what it gives back. */
function hasCallback(call: Node, { morph }: Program): boolean {
  const { Node: N } = morph;
  if (!N.isCallExpression(call)) return false;
  const last = call.getArguments().at(-1);
  const parent = call.getParent();
  const alone = N.isExpressionStatement(parent) || N.isReturnStatement(parent) || N.isArrowFunction(parent);
  return (
    alone && call.getArguments().length > 1 && !N.isObjectLiteralExpression(last) && !N.isStringLiteral(last)
  );
}

/** Something else than a promise is made of it: a stream, a form. */
function isStreamed({ call, sink }: Sending, { morph }: Program): boolean {
  const { Node: N } = morph;
  const outer = N.isCallExpression(sink) && sink.containsRange(call.getPos(), call.getEnd()) ? sink : call;
  const parent = outer.getParent();
  return N.isPropertyAccessExpression(parent) && !/^(?:then|catch|finally)$/.test(parent.getName());
}

/** All forms, by library. */
export const forms = {
  axios: axiosForm,
  fetch: fetchForm,
  got: gotForm,
  https: httpsForm,
  ky: kyForm,
  request: requestForm,
  superagent: superagentForm,
  undici: undiciForm,
} as const;
