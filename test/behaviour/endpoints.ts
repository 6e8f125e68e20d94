import { ACCOUNT } from "./credentials.ts";

/** A request to the API, authentication done. */
export interface ApiRequest {
  readonly method: string;
  /** Below `/api/v2/`, without `.json`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON, or `undefined` when the request carried none. */
  readonly body: unknown;
  /** Nobody is signed in: only what is public is shown. */
  readonly anonymous: boolean;
}

/** What the API answers; no body with status 204. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
}

type Item = Record<string, unknown> & { id: number };
type Handler = (request: ApiRequest, id: number) => ApiAnswer;

const ROOT = `https://${ACCOUNT.host}/api/v2`;
const NOT_FOUND: ApiAnswer = { status: 404, body: { error: "RecordNotFound", description: "Not found" } };
const invalid = (description: string): ApiAnswer => ({
  status: 422,
  body: { error: "RecordInvalid", description },
});

/** Paths that nobody has to sign in for. */
export function isPublic(method: string, path: string): boolean {
  return method === "GET" && (path === "users/me" || path.startsWith("help_center/"));
}

/** The data of one account and the endpoints that show and change it. Every stand-in begins with the same. */
export class Endpoints {
  readonly #tickets: Item[] = [
    ["Printer is on fire", "open"],
    ["Cannot sign in", "open"],
    ["Invoice is wrong", "pending"],
    ["Where is my parcel", "solved"],
    ["Please call back", "new"],
  ].map(([subject, status], index) => ({ id: index + 1, subject, status, priority: "normal", tags: [] }));
  readonly #comments = new Map<number, Item[]>(
    this.#tickets.map(({ id, subject }) => [id, [{ id: id * 10, body: subject, public: true }]]),
  );
  readonly #users: Item[] = [
    { id: 101, name: "Ann Agent", email: ACCOUNT.email, role: "admin" },
    { id: 102, name: "Bo Buyer", email: "bo@example.com", role: "end-user" },
    { id: 103, name: "Cy Customer", email: "cy@example.com", role: "end-user" },
  ];
  readonly #organizations: Item[] = [
    { id: 201, name: "Acme" },
    { id: 202, name: "Globex" },
  ];
  readonly #articles: Item[] = [
    { id: 301, title: "How to return a parcel", draft: false },
    { id: 302, title: "Escalation for agents", draft: true },
  ];

  /** Method, path (`:id` is a number) and what answers it. */
  readonly #routes: readonly (readonly [string, string, Handler])[] = [
    ["GET", "users/me", ({ anonymous }) => ok({ user: anonymous ? NOBODY : this.#users[0] })],
    ["GET", "users", (request) => page(request, "users", this.#users)],
    ["GET", "users/:id", (_, id) => show("user", find(this.#users, id))],
    ["GET", "organizations", (request) => page(request, "organizations", this.#organizations)],
    ["GET", "organizations/:id", (_, id) => show("organization", find(this.#organizations, id))],
    ["GET", "tickets", (request) => page(request, "tickets", this.#tickets)],
    ["GET", "tickets/:id", (_, id) => show("ticket", find(this.#tickets, id))],
    ["GET", "tickets/:id/comments", (request, id) => this.#commentsOf(request, id)],
    ["POST", "tickets", ({ body }) => this.#create(body)],
    ["PUT", "tickets/:id", ({ body }, id) => this.#update(body, id)],
    ["DELETE", "tickets/:id", (_, id) => this.#delete(id)],
    ["GET", "search", (request) => this.#search(request)],
    ["GET", "help_center/articles", (request) => this.#listArticles(request)],
    ["POST", "uploads", ({ query }) => upload(query.get("filename"))],
  ];

  /** Answers a request whose caller may make it. */
  answer(request: ApiRequest): ApiAnswer {
    const segments = request.path.split("/");
    for (const [method, pattern, handle] of this.#routes) {
      const parts = pattern.split("/");
      const fits = (part: string, index: number): boolean =>
        part === ":id" ? /^\d{1,15}$/.test(segments[index] ?? "") : part === segments[index];
      if (method !== request.method || parts.length !== segments.length || !parts.every(fits)) continue;
      return handle(request, Number(segments[parts.indexOf(":id")]));
    }
    return { status: 404, body: { error: "InvalidEndpoint", description: "Not found" } };
  }

  #create(body: unknown): ApiAnswer {
    const ticket = inside(body, "ticket");
    const text = inside(ticket, "comment")?.["body"];
    if (ticket === undefined || typeof text !== "string") return invalid("a ticket needs a comment");
    const { comment, ...fields } = ticket;
    const id = Math.max(...this.#tickets.map((one) => one.id)) + 1;
    const created = { status: "new", priority: "normal", tags: [], ...fields, id };
    this.#tickets.push(created);
    this.#comments.set(id, [{ id: id * 10, body: text, public: true }]);
    return { status: 201, body: { ticket: created } };
  }

  #update(body: unknown, id: number): ApiAnswer {
    const change = inside(body, "ticket");
    const ticket = find(this.#tickets, id);
    if (ticket === undefined) return NOT_FOUND;
    if (change === undefined) return invalid("a ticket is needed");
    const { comment, ...fields } = change;
    const text = inside(change, "comment")?.["body"];
    const comments = this.#comments.get(id);
    if (typeof text === "string" && comments)
      comments.push({ public: true, ...(comment as object), id: id * 10 + comments.length });
    Object.assign(ticket, fields, { id });
    return ok({ ticket });
  }

  #delete(id: number): ApiAnswer {
    const index = this.#tickets.findIndex((one) => one.id === id);
    if (index < 0) return NOT_FOUND;
    this.#tickets.splice(index, 1);
    return { status: 204 };
  }

  #commentsOf(request: ApiRequest, id: number): ApiAnswer {
    const comments = this.#comments.get(id);
    return comments && find(this.#tickets, id) ? page(request, "comments", comments) : NOT_FOUND;
  }

  #listArticles(request: ApiRequest): ApiAnswer {
    return page(
      request,
      "articles",
      this.#articles.filter((one) => !(request.anonymous && one["draft"])),
    );
  }

  /** Understands `type:`, `status:` and words, all of which have to hold. */
  #search(request: ApiRequest): ApiAnswer {
    const query = request.query.get("query");
    if (!query) return invalid("a search needs a query");
    const kinds = { ticket: this.#tickets, user: this.#users, organization: this.#organizations };
    const all = Object.entries(kinds).flatMap(([kind, items]) =>
      items.map((item): Item => ({ ...item, result_type: kind })),
    );
    const holds = (item: Item, term: string): boolean => {
      const [, field, value] = /^(\w+):(.+)$/.exec(term) ?? [];
      if (field !== undefined) return item[field === "type" ? "result_type" : field] === value;
      return JSON.stringify(item).toLowerCase().includes(term.toLowerCase());
    };
    const terms = query.split(/\s+/).filter(Boolean);
    return page(
      request,
      "results",
      all.filter((item) => terms.every((term) => holds(item, term))),
    );
  }
}

const NOBODY = { id: null, name: "Anonymous user", email: "invalid@example.com", role: "end-user" };
const ok = (body: unknown): ApiAnswer => ({ status: 200, body });
const find = (items: readonly Item[], id: number): Item | undefined => items.find((one) => one.id === id);
const show = (name: string, item: Item | undefined): ApiAnswer => (item ? ok({ [name]: item }) : NOT_FOUND);

function upload(filename: string | null): ApiAnswer {
  if (!filename) return invalid("an upload needs a filename");
  return {
    status: 201,
    body: { upload: { token: "upload-1", attachment: { id: 401, file_name: filename } } },
  };
}

function inside(value: unknown, name: string): Record<string, unknown> | undefined {
  const inner = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof inner === "object" && inner !== null && !Array.isArray(inner)
    ? (inner as Record<string, unknown>)
    : undefined;
}

/** A list, by pages of `per_page` items or from cursor to cursor of `page[size]` items; links are absolute, as Zendesk's are. */
function page({ path, query }: ApiRequest, name: string, items: readonly Item[]): ApiAnswer {
  const link = (changes: Readonly<Record<string, string>>): string => {
    const params = new URLSearchParams(query);
    for (const [key, value] of Object.entries(changes)) params.set(key, value);
    return `${ROOT}/${path}.json?${params}`;
  };
  const size = Number(query.get("page[size]"));
  if (size > 0) {
    const start = Number(query.get("page[after]") ?? 0);
    const end = start + size;
    const more = end < items.length;
    const next = more ? link({ "page[after]": String(end) }) : null;
    const meta = { has_more: more, after_cursor: more ? String(end) : null };
    return ok({ [name]: items.slice(start, end), meta, links: { next, prev: null } });
  }
  const each = Number(query.get("per_page") ?? 100);
  const at = Number(query.get("page") ?? 1);
  const previous_page = at > 1 ? link({ page: String(at - 1) }) : null;
  const next_page = at * each < items.length ? link({ page: String(at + 1) }) : null;
  return ok({
    [name]: items.slice((at - 1) * each, at * each),
    next_page,
    previous_page,
    count: items.length,
  });
}
