/** Whether a JSON number comes back as the same value after being parsed and printed. `-0` does not: it prints as `0`. */
export function isExactNumber(token: string): boolean {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(token)) return true;
  const parsed = Number(token);
  if (!Number.isFinite(parsed) || Object.is(parsed, -0)) return false;
  return decimalForm(token) === decimalForm(String(parsed));
}

// One text for each value: the digits without zeros at either end, and the power of ten of the last one.
function decimalForm(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/(?<!0)0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`;
}
