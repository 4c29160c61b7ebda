// Which files a view needs before anything of it is seen. The server names them in the head of its answer, so that a first visit
// asks for them beside the entry; the entry itself could ask only once it has come and was run.

import { basename } from "node:path";
import type { Metafile } from "esbuild";
import { entryFiles, withImports } from "./size-limits.ts";

type Outputs = Metafile["outputs"];

/** What knows the alarms, and what shows them above all else: late, it would push down what is read already. What keeps readings comes after: on a slow network it would hold up the entry. */
const ALARMS = "data/create-page-alarms.ts";
const AROUND = ["app/around-views.ts", ALARMS];
const ACCESS = "data/session/access-verbs.ts";
const LOGBOOK = "data/settings/read-logbook.ts";

function accessPage(name: string): readonly string[] {
  return [`views/access/${name}-view.ts`, ACCESS, ...AROUND];
}

/** The sources of what is loaded lazily for each address of a view; of those of one kind the one without a name in it comes first. */
const PARTS: { readonly [address: string]: readonly string[] } = {
  "/": [
    "views/overview-view.ts",
    "views/overview/lead-alarms.ts",
    "views/overview/overview-tools.ts",
    ...AROUND,
  ],
  "/graph": ["views/graph-view.ts", ...AROUND],
  "/alarms": ["views/alarms-view.ts", "views/alarms/alarm-history.ts", ...AROUND],
  "/alarms/:id": ["views/alarm-view.ts", ...AROUND],
  "/log": ["views/log-view.ts", LOGBOOK, ...AROUND],
  "/kiosk": ["views/kiosk-view.ts", ALARMS],
  "/settings": ["views/settings-view.ts", ...AROUND],
  "/settings/account": accessPage("account"),
  "/settings/people": accessPage("people"),
  "/settings/gateways": accessPage("gateways"),
  "/settings/entrances": accessPage("entrances"),
  "/settings/displays": accessPage("displays"),
  "/settings/refused": accessPage("refused"),
  "/settings/notices": ["views/notices/notices-view.ts", ACCESS, ...AROUND],
  "/settings/report": ["views/report/report-view.ts", "data/report/read-report.ts", ...AROUND],
  "/settings/bluetooth": ["views/bluetooth/bluetooth-view.ts", ...AROUND],
  "/device/:id": ["views/device-view.ts", ...AROUND, LOGBOOK, "data/report/read-report.ts", ACCESS],
  "/device/:id/settings": ["views/seldom-views.ts", LOGBOOK, ...AROUND],
  "/device/:id/label": ["views/seldom-views.ts"],
  /** Whoever is not let in, at any address; a wall among them. */
  out: ["views/entrance/entrance-views.ts", ACCESS],
  "out: /kiosk": ["views/entrance/pairing-view.ts", ACCESS],
};

/** The file whose code is that of a source which is loaded lazily. */
function fileOf(outputs: Outputs, source: string): string {
  const [file] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(`pwa/src/${source}`)) ?? [];
  if (file === undefined) throw new Error(`The bundle has no part for ${source}.`);
  return file;
}

/** Names in assets/, the entry's first, for each address of a view. */
export function firstParts(outputs: Outputs): { readonly [address: string]: readonly string[] } {
  const filesOf = (sources: readonly string[]) => {
    const parts = sources.flatMap((source) => [...withImports(outputs, fileOf(outputs, source))]);
    return [...new Set([...entryFiles(outputs), ...parts])].map((file) => basename(file));
  };
  return Object.fromEntries(Object.entries(PARTS).map(([address, sources]) => [address, filesOf(sources)]));
}
