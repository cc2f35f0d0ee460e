import { catalogue } from '../catalogue/catalogue.ts';
import { effectiveYaml } from '../desired/effective.ts';
import type { LoadedDesired, LoadResult } from '../desired/load-desired.ts';
import { countOf } from '../render/count-of.ts';
import { problemsJson } from '../render/problems-json.ts';
import { problemsText } from '../render/problems-text.ts';
import { visibleText } from '../render/visible-text.ts';
import { checkVariables } from './check-variables.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd, endWith } from './expected-end.ts';
import { loadFile } from './load-file.ts';
import { type FileResult, runFiles } from './run-files.ts';
import type { CommonFlags, Session } from './session.ts';

export type ValidateFlags = CommonFlags & { readonly show: 'verdict' | 'effective' };

/** `capstan validate`: everything that needs no network. */
export async function validateFiles(flags: ValidateFlags, session: Session): Promise<number> {
  if (flags.show === 'effective' && flags.format === 'json') throw effectiveIsYaml();
  return runFiles(flags, session, { afterTrouble: 'go-on', each: (file) => validateFile(file, flags, session) });
}

async function validateFile(file: string, flags: ValidateFlags, session: Session): Promise<FileResult> {
  const loaded = await loadFile(file, session, 'left-out');
  if (loaded.kind === 'desired') refuseSlips(loaded, session);
  return {
    exitCode: loaded.kind === 'desired' ? exitCode.done : exitCode.invalidFile,
    text: verdict(file, loaded, flags, session),
    json: problemsJson(loaded.kind === 'desired' ? [] : loaded.problems, loaded.notes),
  };
}

function refuseSlips({ desired }: LoadedDesired, session: Session): void {
  const slips = checkVariables(session.variables, Object.values(desired.credentials));
  if (slips.length > 0) throw new ExpectedEnd(exitCode.wrongUsage, slips);
}

function verdict(file: string, loaded: LoadResult, { show, voice }: ValidateFlags, session: Session): string {
  if (loaded.kind === 'problems') return problemsText(loaded.problems, session.outStyle);
  if (show === 'effective') return effectiveYaml(loaded, catalogue);
  const notes = voice === 'quiet' ? '' : problemsText(loaded.notes, session.outStyle);
  const more = loaded.files.length > 1 ? ` (${countOf(loaded.files.length, 'file')})` : '';
  return `${notes}${visibleText(file)} is valid${more}.\n`;
}

function effectiveIsYaml(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'effective-is-yaml',
    message: '--effective prints YAML.',
    cure: 'Leave out --format json.',
  });
}
