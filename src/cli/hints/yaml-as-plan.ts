import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { standardInput } from '../../config/files/standard-input.ts';
import { inShell } from '../../leaf/shell-quote.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { endWith } from '../../workflows/ending.ts';

/** The YAML files among these words, as a shell takes them. Only names of files that exist: other words may be secrets. */
export function yamlFiles(words: readonly string[], cwd: string): readonly string[] {
  return words
    .filter((word) => /\.ya?ml$/i.test(word) && existsSync(resolve(cwd, word)))
    .map((word) => visibleText(inShell(word)));
}

/** Ends when a configuration is given where a saved plan belongs; `instead` makes of its name what was probably meant. */
export function refuseYamlAsPlan(plan: string, cwd: string, instead: (file: string) => string): void {
  if (plan === standardInput) throw planInPipe(instead(standardInput));
  const [file] = yamlFiles([plan], cwd);
  if (file === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${file} is a configuration and no saved plan.`,
    cure: `Did you mean ${instead(file)}? A plan is saved with \`capstan plan --out FILE\`.`,
  });
}

function planInPipe(instead: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'A saved plan is a file, and is not read from standard input.',
    cure: `For a configuration that is piped in: ${instead}. A plan is saved with \`capstan plan --out FILE\`.`,
  });
}
