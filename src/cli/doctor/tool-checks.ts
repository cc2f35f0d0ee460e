import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { damageCure, damageText, secretDamage } from '../../engine/secrecy/secret-text.ts';
import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { checkKeys } from '../../workflows/fingerprint.ts';
import { checkVariables } from '../../workflows/load-file.ts';
import { exitCode, firstExitCode } from '../exit-codes.ts';
import type { Session } from '../terminal/session.ts';
import { type Check, failed, inOne, ok, warning } from './check.ts';

/** The names of the variables that hold the caller's credentials. */
export type CredentialNames = { readonly clientId: string; readonly clientSecret: string };

const leastNode = [20, 19] as const;

/** Whether this Node is new enough. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [leastMajor, leastMinor] = leastNode;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok('node', `Node ${version}`);
  const cure = `Install Node ${leastNode.join('.')} or later.`;
  return failed('node', exitCode.unexpected, { message: `Node ${version} is too old for capstan.`, cure });
}

/** Which capstan runs, and whether the project has another version. */
export async function checkTool({ toolVersion, cwd }: Session): Promise<Check> {
  const text = await readFile(join(cwd, 'node_modules/capstan/package.json'), 'utf8').catch(() => '');
  const here = /"version"\s*:\s*"([^"]{1,64})"/.exec(text)?.[1];
  if (here === undefined || here === toolVersion) return ok('capstan', `capstan ${toolVersion}`);
  return warning(
    'capstan',
    `This is capstan ${toolVersion}; the project has ${visibleText(here)}. A plan of one version cannot be applied by the other.`,
    'Run it as `npx capstan`, or install the same version.',
  );
}

/** Names and values of variables: typos, blanks and line breaks at the ends, invalid keys. Shows no value. */
export function checkEnvironment({ variables }: Session, names: CredentialNames): Check {
  const faults = [...slips(variables, names), ...damages(variables, names), ...weakKeys(variables, names)];
  if (faults.length > 0) {
    return failed(
      'variables',
      firstExitCode(faults.map((fault) => fault.exitCode)),
      inOne(faults.map(({ problem }) => problem)),
    );
  }
  const loose = Object.keys(variables).filter((name) => name.startsWith('CAPSTAN_') && hasLooseEnds(variables[name]));
  if (loose.length > 0) {
    const message = `${loose.sort().join(', ')}: the value begins or ends with a blank or a line break.`;
    return warning('variables', message, 'Check where it is set: printf, unlike echo, adds no line break.');
  }
  const set = Object.keys(variables)
    .filter((name) => name.startsWith('CAPSTAN_'))
    .sort();
  return ok(
    'variables',
    set.length === 0 ? 'No variable of capstan is set.' : `Set: ${set.map(visibleText).join(', ')}`,
  );
}

type Fault = { readonly exitCode: number; readonly problem: Problem };
type Variables = Session['variables'];

function slips(variables: Variables, { clientId, clientSecret }: CredentialNames): readonly Fault[] {
  const found = checkVariables(variables, [clientId, clientSecret]);
  return found.map((problem) => ({ exitCode: exitCode.wrongUsage, problem }));
}

function damages(variables: Variables, { clientId, clientSecret }: CredentialNames): readonly Fault[] {
  return [...new Set([clientId, clientSecret])].flatMap((name) => {
    const value = variables[name] ?? '';
    const damage = value === '' ? null : secretDamage(value);
    if (damage === null) return [];
    const cure = `Check where ${name} is set: ${damageCure(damage)}.`;
    const problem = { code: 'credentials-damaged', message: `${name} ${damageText(damage)}.`, cure, source: null };
    return [{ exitCode: exitCode.notPermitted, problem }];
  });
}

function weakKeys(variables: Variables, names: CredentialNames): readonly Fault[] {
  try {
    checkKeys(names, variables);
    return [];
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    return error.problems.map((problem) => ({ exitCode: exitCode[error.ending], problem }));
  }
}

function hasLooseEnds(value = ''): boolean {
  return value !== '' && secretDamage(value) === 'ends';
}
