import { standardInput } from '../config/files/standard-input.ts';
import { visibleText } from '../render/escape/visible-text.ts';

/** A configuration at the beginning of a sentence. */
export function fileName(file: string): string {
  return file === standardInput ? 'Standard input' : visibleText(file);
}
