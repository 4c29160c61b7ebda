/** `BCDF-GHJK`: eight letters, four at a glance. */
export function groupedCode(code: string): string {
  return code.replace(/^(\w{4})(\w{4})$/, "$1-$2");
}
