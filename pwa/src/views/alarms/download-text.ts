interface TextFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Hands a text out as a file. */
export function downloadText({ name, type, text }: TextFile): void {
  const link = document.createElement("a");
  // A mark at the beginning tells spreadsheets that it is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type }));
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
