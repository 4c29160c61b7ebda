// Failures of the file system that somebody expects.

/** The system's word for a failure, such as ENOENT; undefined for an error of another kind. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** For `catch`: answers undefined for failures with these codes, and throws all others again. */
export function ignore(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(String(codeOf(error)))) throw error;
  };
}

/** For `catch`: what is not there. */
export const ignoreMissing = ignore("ENOENT", "ENOTDIR");

/** For `catch`: no space is left. */
export const ignoreFull = ignore("ENOSPC", "EDQUOT");
