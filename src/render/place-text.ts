import type { Source } from '../core/model/source.ts';
import { visibleText } from './visible-text.ts';

/** `file:line:column`, as editors and terminals understand it. */
export function placeText(source: Source): string {
  return `${visibleText(source.file)}:${source.line}:${source.column}`;
}
