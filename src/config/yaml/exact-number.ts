const decimal = /^[-+]?(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/u;

/** Whether a number that YAML reads from this text is, printed as JSON, the same number with all that was written. */
export function isExactNumber(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (/^0[xo]/u.test(text)) return Number.isSafeInteger(value);
  const written = significant(text);
  return written !== undefined && written === significant(String(value));
}

/** Whether the text is how JSON would write that number, so that nothing is lost when only the number is kept. */
export function isPlainlyWritten(text: string, value: number): boolean {
  return isExactNumber(text, value) && !/^[-+]?0\d/u.test(text) && !/\.\d*0(?:[eE]|$)/u.test(text);
}

// Digits without the zeros at both ends, and the place of the point: equal for equal numbers.
function significant(text: string): string | undefined {
  const match = decimal.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const kept = trimZeros(digits);
  if (kept === '') return '0';
  const scale = Number(exponent) - fraction.length + (digits.length - kept.length);
  return `${text.startsWith('-') ? '-' : ''}${kept}e${scale}`;
}

// A loop, since /0+$/ takes quadratic time on long runs of zeros inside a number.
function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
