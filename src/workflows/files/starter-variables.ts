/** How a file begins that names the variables of capstan, as `capstan init` writes it. */
export const variablesHead = '# The variables of capstan.';

/** Whether a file is such a one, or was. */
export function isStarterVariables(text: string): boolean {
  return text.startsWith(variablesHead);
}
