/** What people call the halves of the credential, and what they are now. */
const TOKEN_PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(create|make|generate|add|get|obtain|request)(s?\s+)(?:an?|the|your|a new)\s+(?:Zendesk\s+)?API (?:token|key)\b/gi,
    "$1$2a confidential OAuth client",
  ],
  [/\b(?:(?:Zendesk )?API (?:token|key)|Zendesk token)\b/gi, "OAuth client secret"],
  [/\b(?:Zendesk )?API (?:tokens|keys)\b/gi, "OAuth client secrets"],
];
const USER_PHRASES: readonly (readonly [RegExp, string])[] = [
  [/ \([^()]*\be-?mail\b[^()]*\)/i, ""],
  [
    /\b(?:(?:admin|agent|user|account|login|zendesk)(?:'s)? )?(?:e-?mail(?: address)?|user ?name)(?: (?:of|for) (?:an?|the|your) (?:zendesk )?(?:user|agent|admin|account|bot))?\b/i,
    "OAuth client identifier",
  ],
];

/** Rewords what a line says about a renamed variable: the token's half, or the user's. */
export function reworded(line: string, half: "token" | "user"): string {
  return (half === "token" ? TOKEN_PHRASES : USER_PHRASES).reduce(
    (text, [phrase, words]) => outsideOfCode(text, phrase, words),
    line,
  );
}

/** Addresses and code spans stay as they are. */
function outsideOfCode(line: string, phrase: RegExp, words: string): string {
  return line
    .split(/(`[^`]*`|https?:\/\/\S+)/)
    .map((piece, index) => (index % 2 === 0 ? piece.replace(phrase, words) : piece))
    .join("");
}
