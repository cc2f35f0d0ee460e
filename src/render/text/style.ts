/** The style of text: colours of a terminal, or nothing. */
export type Style = {
  /** For headings and the summary line. */
  readonly bold: Paint;
  /** For less important text. */
  readonly dim: Paint;
  /** For removals and refusals. */
  readonly red: Paint;
  /** For creations and success. */
  readonly green: Paint;
  /** For changes and warnings. */
  readonly yellow: Paint;
  /** Columns to wrap at. */
  readonly width: number;
  /** The wrap width of lines that programs may read: that of the terminal, if it is one. */
  readonly terminalWidth: number;
};

type Paint = (text: string) => string;

const defaultWidth = 100;
const minimumWidth = 40;

/** Text as it is. */
export function plainStyle(columns?: number): Style {
  const same: Paint = (text) => text;
  return { bold: same, dim: same, red: same, green: same, yellow: same, ...widths(columns) };
}

/** Text with the sixteen colours that every terminal knows. */
export function colourStyle(columns?: number): Style {
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    ...widths(columns),
  };
}

function widths(columns: number | undefined): Pick<Style, 'width' | 'terminalWidth'> {
  const least = (width: number): number => Math.max(width, minimumWidth);
  return { width: least(columns ?? defaultWidth), terminalWidth: least(columns ?? Number.POSITIVE_INFINITY) };
}

function paint(open: number, close: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`);
}
