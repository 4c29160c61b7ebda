// How all benchmarks print: our figure, the yardstick's from the same run, the ratio, the aim.

/** What a figure must keep to: of Davy's own figure, or of its ratio to the yardstick's. */
export interface Aim {
  readonly of: "figure" | "ratio";
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of a table. `against` names the yardstick in a few words. */
export interface Row {
  readonly measured: string;
  readonly davy: number;
  readonly yardstick?: number;
  readonly against?: string;
  readonly aim?: Aim;
}

const HEAD = ["measured", "Davy", "yardstick", "ratio", "aim", "met", "which yardstick"];
/** Of the first and the last column, whose texts stand to the left. */
const LEFT = new Set([0, HEAD.length - 1]);

/** Whole numbers from 100 on, three digits below. */
function formatFigure(figure: number | undefined): string {
  if (figure === undefined) return "";
  const digits = Math.abs(figure) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return figure.toLocaleString("en-US", digits);
}

function formatAim({ of, atLeast, atMost }: Aim): string {
  const bound = atLeast === undefined ? `≤ ${formatFigure(atMost)}` : `≥ ${formatFigure(atLeast)}`;
  return of === "ratio" ? `ratio ${bound}` : bound;
}

/** Whether a row keeps to its aim; undefined for one without. */
function meetsAim({ davy, yardstick, aim }: Row): boolean | undefined {
  if (!aim) return undefined;
  const figure = aim.of === "figure" ? davy : davy / (yardstick ?? Number.NaN);
  return (
    figure >= (aim.atLeast ?? Number.NEGATIVE_INFINITY) && figure <= (aim.atMost ?? Number.POSITIVE_INFINITY)
  );
}

function cellsOf(row: Row): string[] {
  const met = meetsAim(row);
  return [
    row.measured,
    formatFigure(row.davy),
    formatFigure(row.yardstick),
    row.yardstick === undefined ? "" : (row.davy / row.yardstick).toFixed(2),
    row.aim ? formatAim(row.aim) : "",
    met === undefined ? "" : met ? "yes" : "NO",
    row.against ?? "",
  ];
}

/** Prints a table under a title that says in plain words what was done. */
export function printTable(title: string, rows: readonly Row[]): void {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const line of lines) {
    const cells = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return LEFT.has(column) ? cell.padEnd(width) : cell.padStart(width);
    });
    console.log(`  ${cells.join("  ").trimEnd()}`);
  }
}

/** The middle of several runs of the same; NaN for none. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? Number.NaN) + upper) / 2;
}

/** The figure below which a share of all lies, 0 < share ≤ 1. Sorts in place. */
export function percentile(figures: number[] | Float64Array, share: number): number {
  figures.sort((a, b) => a - b);
  return figures[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN;
}
