import type { Report } from "../../model/finding.ts";
import { documentOf } from "../html/document.ts";

/** A report for people as one file: it asks for nothing else, and works from a disk, in a ticket, on a shelf. */
export function html(report: Report): string {
  return documentOf(report).text;
}
