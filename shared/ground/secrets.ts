// What a secret of this server looks like, and a text without any.

/** What Davy makes begins so: `davy_`, a letter for its kind, `_`. Whoever finds one in a log or a repository knows what it is. */
const OWN = /davy_[a-z]_[\w-]+/gi;
/** A key in a path, of whatever form: what stands in its place was meant as one. */
const IN_PATH = /(\/k\/)[^/\s"'?#]+/g;
/** Headers that carry a credential, in the text of a request. */
const IN_HEADER =
  /^((?:proxy-)?authorization|cookie|x-[\w-]*(?:api-?key|token|secret)[\w-]*)([\t ]*:)[^\r\n]*/gim;
/** Parameters of an address that carry one; InfluxDB's clients have `u` and `p`. */
const IN_QUERY =
  /([?&](?:u|p|user|username|pass|password|token|key|api_?key|apikey|access_token|auth)=)[^&\s"'#]*/gi;
/** Members of JSON that hold one, whole or cut off. */
const IN_JSON = /("(?:password|token|secret)"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi;

/** What stands in its place; ASCII, so that bytes stay what they were. */
const HIDDEN = "***";

/** The same text, with what is or may be a secret in it left out. */
export function withoutSecrets(text: string): string {
  return text
    .replace(OWN, (key) => `${key.slice(0, "davy_x_".length)}${HIDDEN}`)
    .replace(IN_PATH, `$1${HIDDEN}`)
    .replace(IN_QUERY, `$1${HIDDEN}`)
    .replace(IN_HEADER, `$1$2 ${HIDDEN}`)
    .replace(IN_JSON, `$1"${HIDDEN}"`);
}
