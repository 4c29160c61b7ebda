// Where the table of a place changes its layout: its head and its rows at once, or numbers would stand below the names of other gases.

import { unsafeCSS } from "lit";

/** From here on there are wide columns, and one of the last hour. */
export const ROOMY = unsafeCSS("36rem");
/** Up to here there are no columns: each number says its gas. */
export const NARROW = unsafeCSS("20rem");
