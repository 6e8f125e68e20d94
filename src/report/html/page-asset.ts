/** The page's script and style, each with the hash that lets a browser use them. */
export interface PageAsset {
  readonly script: string;
  readonly style: string;
  /** `sha256-…`, for the content security policy. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

declare const __PAGE__: PageAsset;

/** Built of `page/` by `scripts/page.mjs` and put in by whoever bundles or tests this file, so that a report is rendered without a disk. */
export const pageAsset: PageAsset = __PAGE__;
