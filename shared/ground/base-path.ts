// The path under which a server answers: `/`, or one of its own behind a proxy, such as `/davy/`.

/** The address of one of the server's paths (`/graph`) under its base. */
export function inBasePath(base: string, path: string): string {
  return base + path.slice(1);
}

/** The server's own path of an address under its base; undefined for addresses outside of it. */
export function withoutBasePath(base: string, path: string): string | undefined {
  return path.startsWith(base) ? path.slice(base.length - 1) : undefined;
}

/** A name that servers under other paths of an origin do not share, for what a browser keeps by origin. */
export function nameInBase(base: string, name: string): string {
  return base === "/" ? name : `${name} ${base}`;
}
