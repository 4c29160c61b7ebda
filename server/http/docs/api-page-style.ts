/** The look of /apidocs/: a quiet page in the reader's light or dark, readable on a phone and on paper. */
export const API_PAGE_STYLE = `
:root { color-scheme: light dark; --card: #fff; --line: #d0d5da; --muted: #4d5761; --link: #0a5aa0; --ground: #eef0f2; --text: #171b20 }
@media (prefers-color-scheme: dark) {
  :root { --card: #1f2428; --line: #363d44; --muted: #aab3bc; --link: #78b8f5; --ground: #14171a; --text: #edf0f2 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
a { color: var(--link) }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2rem; max-width: 76rem; margin: auto; padding: 1.5rem }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding-block: .5rem; font-size: .9rem }
nav ul { list-style: none; margin: 0 0 .75rem; padding: 0 }
nav a { display: block; padding: .2rem 0; text-decoration: none }
nav a:hover { text-decoration: underline }
h1 { margin: 0 0 .5rem; font-size: 1.75rem }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem }
h3 { margin: 0; font-size: 1.05rem }
h4 { margin: 1.25rem 0 .25rem; font-size: .9rem; color: var(--muted) }
section.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1.1rem 1.25rem; margin-bottom: 1rem }
.route { margin: .25rem 0 .5rem; overflow-wrap: anywhere }
.method { display: inline-block; min-width: 3.6rem; font-weight: 700 }
p { margin: .4rem 0; max-width: 70ch }
code, pre { font: .875rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace }
pre { margin: .5rem 0 0; padding: .75rem; overflow-x: auto; background: var(--ground); border: 1px solid var(--line); border-radius: .35rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line) }
th { font-weight: 600; color: var(--muted); border-top: 0 }
.optional { color: var(--muted); font-style: italic }
@media (max-width: 52rem) {
  .page { display: block; padding: 1rem }
  nav { position: static; max-height: none }
  thead { display: none }
  tr, td { display: block; border: 0; padding: 0 }
  tr { border-top: 1px solid var(--line); padding-block: .5rem }
}
@media print {
  nav { display: none }
  .page { display: block }
}`;
