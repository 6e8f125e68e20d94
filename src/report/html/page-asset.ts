/** The page's script and style, each with the hash that lets a browser use them. */
export interface PageAsset {
  readonly script: string;
  readonly style: string;
  /** `sha256-…`, for the content security policy. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/** NOTE: JSON as text. What is defined as an object, a bundler puts into a module that every other one loads. */
declare const __PAGE__: string;

/** Built of `page/` by `scripts/page.mjs` and put in by whoever bundles or tests this file, so that a report is rendered without a disk. */
export const pageAsset: PageAsset = JSON.parse(__PAGE__);
