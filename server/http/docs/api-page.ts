// /apidocs/: the document for people. Plain HTML without a script, so that it works on any network that reaches the server.

import { API_PAGE_STYLE } from "./api-page-style.ts";
import { Html, html } from "./html.ts";
import { INTRODUCTION, parametersOf } from "./openapi-document.ts";
import type { Contents, DescribedAnswer, DescribedRoute, Operation } from "./operation.ts";
import { type SchemaRow, schemaRows, type TypeWord, typeOf } from "./schema-rows.ts";
import type { DocumentPart, WrittenSchemas } from "./write-schemas.ts";

interface ApiPage {
  readonly routes: readonly DescribedRoute[];
  readonly schemas: WrittenSchemas;
  readonly version: string;
  /** The server's address as the reader has it, for lines to copy. */
  readonly url: string;
  /** The path under which the server answers, `/` or one of its own. */
  readonly basePath: string;
}

/** Text with `code` in it. */
function prose(text: string): Html[] {
  return text
    .split("`")
    .map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`));
}

function paragraphs(texts: readonly string[]): Html[] {
  return texts.map((text) => html`<p>${prose(text)}</p>`);
}

function type(words: readonly TypeWord[]): Html[] {
  return words.map(({ text, schema }) =>
    schema === undefined ? html`${text}` : html`<a href="#${schema}">${text}</a>`,
  );
}

function table(heads: readonly string[], rows: readonly Html[]): Html {
  const cells = heads.map((head) => html`<th scope="col">${head}</th>`);
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function memberRow({ name, type: words, optional, description }: SchemaRow): Html {
  const mark = optional ? html` <span class="optional">optional</span>` : html``;
  return html`<tr><td><code>${name}</code>${mark}</td><td>${type(words)}</td><td>${prose(description)}</td></tr>`;
}

const MEMBER_HEADS = ["member", "type", "meaning"];

function parameters(operation: Operation, schemas: WrittenSchemas): Html {
  const rows = parametersOf(operation).map(({ place, name, schema }) => {
    const written = schemas.of(schema);
    const optional = place !== "params" && schema.safeParse(undefined).success;
    const given = "default" in written ? ` Default: ${written["default"]}.` : "";
    const description = `${written["description"] ?? ""}${given}`;
    return memberRow({ name, type: typeOf(written), optional, description });
  });
  if (rows.length === 0) return html``;
  return html`<h4>Parameters</h4>${table(MEMBER_HEADS, rows)}`;
}

function contents(given: Contents | undefined, schemas: WrittenSchemas): Html[] {
  return Object.entries(given ?? {}).map(([mediaType, schema], index) => {
    const separator = index === 0 ? "" : "; ";
    return html`${separator}${type(typeOf(schemas.of(schema)))} <code>${mediaType}</code>`;
  });
}

function body({ body: given }: Operation, schemas: WrittenSchemas): Html {
  if (!given) return html``;
  const example = JSON.stringify(given.example, undefined, 2);
  return html`<h4>Body</h4><p>${contents(given.contents, schemas)}</p><pre tabindex="0">${example}</pre>`;
}

function answerRow([status, answer]: [string, DescribedAnswer], schemas: WrittenSchemas): Html {
  return html`<tr><td><code>${status}</code></td><td>${prose(answer.description)}</td><td>${contents(answer.contents, schemas)}</td></tr>`;
}

function operationCard(operation: DescribedRoute, { schemas, url }: ApiPage): Html {
  const { id, method, path, summary, description = [], answers, curl } = operation;
  const answerRows = Object.entries(answers).map((answer) => answerRow(answer, schemas));
  return html`<section class="card" id="${id}"><h3>${summary}</h3>
<p class="route"><code><span class="method">${method}</span> ${path}</code></p>
${paragraphs(description)}<pre tabindex="0">curl ${curl.replaceAll("$URL", url)}</pre>
${parameters(operation, schemas)}${body(operation, schemas)}
<h4>Answers</h4>${table(["status", "when", "content"], answerRows)}</section>
`;
}

function schemaCard([name, schema]: [string, DocumentPart]): Html {
  const rows = schemaRows(schema).map(memberRow);
  const members = rows.length > 0 ? table(MEMBER_HEADS, rows) : html`<p>${type(typeOf(schema))}</p>`;
  const description = schema["description"] === undefined ? [] : paragraphs([String(schema["description"])]);
  return html`<section class="card" id="${name}"><h3>${name}</h3>${description}${members}</section>
`;
}

function contentsList(byGroup: ByGroup, names: readonly string[]): Html {
  const lists = [...byGroup].map(([group, routes]) => {
    const items = routes.map(({ id, summary }) => html`<li><a href="#${id}">${summary}</a></li>`);
    return html`<strong>${group}</strong><ul>${items}</ul>`;
  });
  const schemas = names.map((name) => html`<li><a href="#${name}">${name}</a></li>`);
  return html`<nav aria-label="Contents">${lists}<strong>Schemas</strong><ul>${schemas}</ul></nav>`;
}

type ByGroup = ReadonlyMap<string, readonly DescribedRoute[]>;

function byGroupOf(routes: readonly DescribedRoute[]): ByGroup {
  const groups = [...new Set(routes.map(({ group }) => group))];
  return new Map(groups.map((group) => [group, routes.filter((route) => route.group === group)]));
}

/** The page as a whole. */
export function renderApiPage(page: ApiPage): string {
  const { named } = page.schemas;
  const byGroup = byGroupOf(page.routes);
  const sections = [...byGroup].map(
    ([group, routes]) => html`<h2>${group}</h2>${routes.map((route) => operationCard(route, page))}`,
  );
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Davy – HTTP interface</title>
<link rel="icon" href="data:,"><style>${new Html(API_PAGE_STYLE)}</style></head><body><div class="page">
${contentsList(byGroup, Object.keys(named))}<main><h1>Davy’s HTTP interface</h1>
<p>Version ${page.version}. For programs: <a href="${page.basePath}openapi.json">openapi.json</a>. <a href="${page.basePath}">To the screens.</a></p>
${paragraphs(INTRODUCTION)}${sections}<h2>Schemas</h2>${Object.entries(named).map(schemaCard)}
</main></div></body></html>`.text;
}
