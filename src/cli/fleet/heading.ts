import { visibleText } from '../../render/escape/visible-text.ts';

/** The line above what is said of one application. */
export function heading({ name, file }: { readonly name: string; readonly file: string }): string {
  return `== ${visibleText(name === file ? file : `${name}: ${file}`)}\n`;
}
