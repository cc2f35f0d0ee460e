/** The first line of the variables file that `capstan init` writes. */
export const variablesHead = '# The variables of capstan.';

/** Whether a file is, or was, such a file. */
export function isStarterVariables(text: string): boolean {
  return text.startsWith(variablesHead);
}
