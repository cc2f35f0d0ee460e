/** Replaces the lines that it wrote before; '' clears them. */
export function redrawing(write: (text: string) => void): (text: string) => void {
  let below = 0;
  return (text) => {
    // From the first of the old lines to the end of the screen.
    write(below === 0 ? `\r\u001b[K${text}` : `\r\u001b[${below}A\u001b[J${text}`);
    below = text.split('\n').length - 1;
  };
}
