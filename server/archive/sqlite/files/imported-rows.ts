// How far the import of each recording has come.

/** Takes note of a row of an imported recording; the greatest of each recording counts. */
export function keepImportedRow(
  imports: Map<string, number>,
  { name, row }: { readonly name: string; readonly row: number },
): void {
  imports.set(name, Math.max(imports.get(name) ?? 0, row));
}
