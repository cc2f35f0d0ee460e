import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { standardInput } from '../../config/files/standard-input.ts';
import { inShell } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { endWith } from '../../workflows/ending.ts';

/** The YAML files among these arguments. Only names of existing files: other arguments may be secrets. */
export function yamlFiles(words: readonly string[], cwd: string): readonly string[] {
  return words
    .filter((word) => /\.ya?ml$/i.test(word) && existsSync(resolve(cwd, word)))
    .map((word) => visibleText(inShell(word)));
}

/** Ends if a configuration is given in place of a saved plan; `instead` builds the suggested command from its name. */
export function refuseYamlAsPlan(plan: string, cwd: string, instead: (file: string) => string): void {
  if (plan === standardInput) throw planInPipe(instead(standardInput));
  const [file] = yamlFiles([plan], cwd);
  if (file === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${file} is a configuration, not a saved plan.`,
    cure: `Did you mean ${instead(file)}? Save a plan with \`capstan plan --out FILE\`.`,
  });
}

function planInPipe(instead: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'A saved plan must be a file; it is not read from standard input.',
    cure: `For a configuration on standard input: ${instead}. Save a plan with \`capstan plan --out FILE\`.`,
  });
}
