/** A part of the app's code could not be fetched; asking again tries again. Its message is a sentence for the user. */
export class CodeMissing extends Error {
  constructor(cause: unknown) {
    super("A part of the app could not be loaded. Try again when the network is back.", { cause });
  }
}

/** What an `import()` answers; rejects with `CodeMissing`. */
export function orCodeMissing<T>(loading: Promise<T>): Promise<T> {
  return loading.catch((cause: unknown) => {
    throw new CodeMissing(cause);
  });
}
