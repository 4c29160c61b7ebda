// What runs while an element is rendered, read from its source: `render` and the members of its class that it calls.
// It goes by the layout that the formatter gives every class: members are indented by two spaces.

/** The class's members by name; of an accessor and a method of one name the last. */
function membersOf(source: string): Map<string, string> {
  const members = source.matchAll(
    /^ {2}(?:(?:override|private|protected|async|static|readonly|get) )*(#?\w+)(?:<[^\n]*>)?(?: = (?:async )?)?\([\s\S]*?^ {2}\};?$/gm,
  );
  return new Map([...members].map(([text, name = ""]) => [name, text]));
}

/** The end of what the brace at `open` begins. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The text without what a listener of a template does: that runs when something happens. */
function withoutListeners(text: string): string {
  const listener = /@[\w-]+=\$\{/.exec(text);
  if (!listener) return text;
  const open = listener.index + listener[0].length - 1;
  const rest = text.slice(closing(text, open) + 1);
  return text.slice(0, listener.index) + withoutListeners(rest);
}

/** The text of all that runs when an element of this source renders; empty where it has no `render`. */
export function renderPath(source: string): string {
  const members = membersOf(source);
  const waiting = ["render"];
  const reached = new Map<string, string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const text = members.get(name);
    if (text === undefined || reached.has(name)) continue;
    const run = withoutListeners(text);
    reached.set(name, run);
    for (const [, called = ""] of run.matchAll(/\bthis\.(#?\w+)/g)) waiting.push(called);
  }
  return [...reached.values()].join("\n");
}
