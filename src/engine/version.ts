declare const __VERSION__: string;

/** Version of package.json, put in by the build; `0.0.0` when run from source. */
export const version: string = typeof __VERSION__ === "undefined" ? "0.0.0" : __VERSION__;
