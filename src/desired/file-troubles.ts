import { maxFileBytes } from './bounds.ts';
import type { FileTrouble } from './file-tree.ts';

export const fileTooLarge: FileTrouble = {
  kind: 'trouble',
  code: 'file-too-large',
  message: `is larger than ${maxFileBytes / 1024 / 1024} MiB`,
  cure: 'Check that this is the right file, or divide it with "extends".',
};

export function notRegular(what: string): FileTrouble {
  return { kind: 'trouble', code: 'not-a-file', message: `is ${what}`, cure: 'Name a YAML file.' };
}
