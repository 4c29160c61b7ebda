// How far the import of each recording has come.

/** Takes note of a row of an imported recording; the greatest of each recording counts. What is no such row is passed over. */
export function keepImportedRow(
  imports: Map<string, number>,
  { name, row }: { readonly name?: unknown; readonly row?: unknown },
): void {
  // A journal that another version wrote may hold anything; a name that is none would keep the catalogue from being written.
  if (typeof name !== "string" || !Number.isSafeInteger(row)) return;
  imports.set(name, Math.max(imports.get(name) ?? 0, Number(row)));
}
