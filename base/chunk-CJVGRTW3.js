import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);

// src/parse/secret.ts
var DOCUMENTED = /* @__PURE__ */ new Set(["6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv", "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2ak"]);
var PAIR_BASE64 = /(?:L3Rva2VuO|90b2tlbj|vdG9rZW46)/;
var PLACEHOLDER = /^(?:x{3,}|\*{3,}|\.{3,}|-+|_+|0{6,}|1234\w*|abc(?:def|123)\w*|(?:your|my|the|an?|some|insert|enter|put|paste|add|replace|change|fill|set|use)(?:[-_ ]|(?=[A-Z])).*|(?:dummy|fake|mock|test|sample|example|placeholder|redacted|secret|password|changeme|todo|tbd|none|null|nil|undefined|true|false|yes|no)(?:[-_ ]?(?:token|key|value|password|secret|api|auth|credential|zendesk|\d{1,4}))*|.*(?:goes[-_ ]?here|[-_ ]here$|placeholder|changeme|change[-_]me|your[-_ ]).*)$/i;
function isPlaceholder(text) {
  const bare = text.trim();
  return bare === "" || DOCUMENTED.has(bare) || /[<>{}[\]$%]|\(\(|^@/.test(bare) || PLACEHOLDER.test(bare) || new Set(bare.toLowerCase()).size <= 3;
}
function looksRandom(text) {
  if (text.length < 20 || text.length > 4096 || !/^[A-Za-z0-9_+/=.~-]+$/.test(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  const longest = Math.max(...text.split(/[-_./]/).map((run) => run.length));
  if (longest < 16) return false;
  const digits = text.replace(/\D/g, "").length;
  return digits >= 3 && new Set(text).size >= 10;
}
function decodesToPair(text) {
  if (!PAIR_BASE64.test(text)) return false;
  return /\/token:/.test(Buffer.from(text, "base64").toString("latin1"));
}
function decodesToPassword(text) {
  if (!/^[A-Za-z0-9+/]{12,}={0,2}$/.test(text)) return false;
  return /^[\x21-\x7e]+@[\x21-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(text, "base64").toString("latin1"));
}
function kindOf(text) {
  if (decodesToPair(text)) return "basic-pair";
  if (decodesToPassword(text)) return "password-pair";
  if (/^eyJ[\w-]+\.[\w-]+\./.test(text) || /^[0-9a-f]{64}$/.test(text)) return "oauth";
  if (/^[A-Za-z0-9]{40}$/.test(text)) return "token";
  return "unknown";
}
var SHAPES = [
  // A pair with a literal token: `x@y/token:abc`, `%2Ftoken:abc`.
  /(?:\/|%2[Ff])token:([A-Za-z0-9][\w+/=.~-]{5,})/g,
  // A header with a literal.
  /\b(?:Basic|Bearer)\s+([A-Za-z0-9][\w+/=.~-]{15,})/g,
  // URL userinfo.
  /:\/\/[^\s/:@"'`]{1,200}:([^\s/@"'`$<{]{6,200})@/g,
  // Anything random: tokens, keys, base64, JWT.
  /(?<![\w+/=.~-])([\w+/=.~-]{20,4096})(?![\w+/=.~-])/g,
  /(?<![A-Za-z0-9])([A-Za-z0-9]{40})(?![A-Za-z0-9])/g,
  // `zendesk_token = abc` in a comment, in prose or in a language without an adapter.
  /\b\w*(?:zendesk|zd|zen)\w{0,40}(?:token|key|passw(?:or)?d|secret|auth)\w{0,20}["'`]?\s{0,4}(?:=>|:=|[:=])\s{0,4}["'`]?([^\s"'`$<{(,;]{8,200})/gi
];
function findShapes(text) {
  const found = [];
  for (const [index, shape] of SHAPES.entries()) {
    for (const match of text.matchAll(shape)) {
      const credential = match[1];
      if (credential === void 0 || isPlaceholder(credential)) continue;
      if ((index === 3 || index === 4) && !looksRandom(credential) && !decodesToPair(credential)) continue;
      if (index === 5 && (!/\d/.test(credential) || namesSomething(credential))) continue;
      const start = match.index + match[0].lastIndexOf(credential);
      found.push({ start, end: start + credential.length, kind: kindOf(credential) });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (last && one.start < last.end) {
      if (one.end > last.end) merged[merged.length - 1] = { ...last, end: one.end };
    } else merged.push(one);
  }
  return merged;
}
function namesSomething(text) {
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return true;
  if (/^[\w$]+(?:(?:\.|::|->)[\w$]+)+\(?$/.test(text) && !looksRandom(text)) return true;
  return /token|passw|secret|key|auth|cred|zendesk|param|config|email|user/i.test(text) && !looksRandom(text);
}
var CREDENTIAL_KEY = /token|tkn|passw(?:or)?d|pwd|secret|api[-_]?key|apikey|credential|zd[-_]?key|zendesk[-_]?key|^pass$|^key$|_pass$|_auth$|^auth[-_]?(?:key|code)$/i;
function isCredentialLiteral(text) {
  if (text.length < 6 || text.length > 4096 || /\s/.test(text) || isPlaceholder(text) || namesSomething(text)) return false;
  if (/^(?:https?:|\/|\.\.?\/|#)/.test(text) || text.includes("@") || /\/token$/.test(text)) return false;
  return /\d/.test(text) ? text.length >= 8 : text.length >= 16 && !/^[a-z]+(?:[-_.][a-z]+)*$/.test(text);
}
function redact(text, facts, scopes) {
  const literals = /* @__PURE__ */ new Set();
  const redactor = new Redactor(literals);
  const cleanFacts = facts.map((fact) => redactor.fact(fact));
  const cleanScopes = scopes.map((scope) => ({ ...scope, name: redactor.label(scope.name), params: scope.params.map((param) => redactor.param(param)) }));
  const found = findShapes(text);
  for (const literal of literals) {
    for (let index = text.indexOf(literal); index >= 0; index = text.indexOf(literal, index + literal.length)) {
      found.push({ start: index, end: index + literal.length, kind: kindOf(literal) });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = "";
  let last = 0;
  const secrets = [];
  for (const { start, end, kind } of found) {
    if (end <= last) continue;
    const from = Math.max(start, last);
    masked += text.slice(last, from) + text.slice(from, end).replace(/[^\r\n]/g, "*");
    last = end;
    secrets.push({ at: { start: from, end }, kind });
  }
  masked += text.slice(last);
  return { facts: cleanFacts, scopes: cleanScopes, masked, secrets };
}
var Redactor = class {
  #literals;
  constructor(literals) {
    this.#literals = literals;
  }
  /** A name, path or module: no value, but a hostile file may write a credential there. */
  label(text) {
    return text.length < 20 || findShapes(text).length === 0 ? text : "***";
  }
  param(param) {
    const clean = { name: this.label(param.name), at: param.at };
    if (param.default) clean.default = this.value(param.default, CREDENTIAL_KEY.test(param.name));
    if (param.keys)
      clean.keys = param.keys.map((key) => ({
        key: this.label(key.key),
        local: this.label(key.local),
        ...key.default ? { default: this.value(key.default, CREDENTIAL_KEY.test(key.key)) } : {}
      }));
    return clean;
  }
  fact(fact) {
    switch (fact.kind) {
      case "value":
      case "return":
      case "prose":
        return { ...fact, value: this.value(fact.value, false) };
      case "assign":
        return { ...fact, name: this.label(fact.name), value: this.value(fact.value, CREDENTIAL_KEY.test(fact.name)) };
      case "entry":
        return { ...fact, path: fact.path.map((segment) => this.label(segment)), value: this.value(fact.value, CREDENTIAL_KEY.test(fact.path.at(-1) ?? "")) };
      case "call":
        return { ...fact, ...this.call(fact) };
      case "import":
        return { ...fact, module: this.label(fact.module) };
      case "export":
        return fact;
    }
  }
  call(call) {
    return {
      call: this.label(call.call),
      args: this.list(call.args),
      named: this.entries(call.named),
      ...call.receiver ? { receiver: this.value(call.receiver, false) } : {}
    };
  }
  entries(entries) {
    return entries.map((entry, index) => ({
      key: this.label(entry.key),
      at: entry.at,
      value: this.value(entry.value, CREDENTIAL_KEY.test(entry.key) || index > 0 && endsInToken(entries[index - 1]?.value))
    }));
  }
  /** A literal right after a `/token` user or an e-mail address stands where its token does. */
  list(values) {
    return values.map((value, index) => this.value(value, index > 0 && (endsInToken(values[index - 1]) || isEmail(values[index - 1]))));
  }
  value(value, credentialPlace) {
    return { at: value.at, parts: value.parts.flatMap((part) => this.part(part, credentialPlace && value.parts.length === 1)) };
  }
  part(part, credentialPlace) {
    if ("text" in part) return this.text(part.text, credentialPlace);
    if ("name" in part) return [{ name: this.label(part.name) }];
    if ("env" in part) return [{ env: this.label(part.env) }];
    if ("call" in part) return [this.call(part)];
    if ("object" in part) return [{ object: this.entries(part.object) }];
    if ("list" in part) return [{ list: this.list(part.list) }];
    if ("choice" in part) return [{ choice: part.choice.map((value) => this.value(value, credentialPlace)) }];
    return [part];
  }
  text(text, credentialPlace) {
    if (credentialPlace && isCredentialLiteral(text)) {
      this.#literals.add(text);
      return [{ secret: kindOf(text), length: text.length }];
    }
    const found = text.length < 12 ? [] : findShapes(text);
    if (found.length === 0) return [{ text }];
    const parts = [];
    let last = 0;
    for (const { start, end, kind } of found) {
      const literal = text.slice(start, end);
      this.#literals.add(literal);
      if (start > last) parts.push({ text: text.slice(last, start) });
      parts.push({ secret: kind, length: literal.length });
      last = end;
    }
    if (last < text.length) parts.push({ text: text.slice(last) });
    return parts;
  }
};
function endsInToken(value) {
  const last = value?.parts.at(-1);
  return last !== void 0 && "text" in last && last.text.endsWith("/token");
}
function isEmail(value) {
  const only = value?.parts.length === 1 ? value.parts[0] : void 0;
  return only !== void 0 && "text" in only && /^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i.test(only.text);
}

export {
  isPlaceholder,
  redact
};
