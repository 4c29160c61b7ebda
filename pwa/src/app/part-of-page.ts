// Names what threw, for whoever reads the server's log.

function* elementsUnder(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsUnder(element.shadowRoot);
  }
}

/** The tag of the element whose update was rejected by this promise; "promise" when it was none's. */
export function partOfPromise(document: Document, promise: Promise<unknown>): string {
  for (const element of elementsUnder(document))
    if ("updateComplete" in element && element.updateComplete === promise) return element.localName;
  return "promise";
}
