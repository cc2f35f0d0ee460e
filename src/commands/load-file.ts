import { catalogue } from '../catalogue/catalogue.ts';
import { fixedGuards, overridableGuards } from '../core/guards/codes.ts';
import { type LoadResult, loadDesired } from '../desired/load-desired.ts';
import type { Session } from './session.ts';

/** One file, with all that it extends and that protects it, as a desired state; or what is wrong with it. */
export function loadFile(file: string, session: Session, secrets: 'required' | 'left-out'): Promise<LoadResult> {
  return loadDesired(file, {
    cwd: session.cwd,
    env: session.variables,
    unsetSecrets: secrets === 'required' ? 'problem' : 'not-compared',
    catalogue,
    overridableGuards,
    fixedGuards,
  });
}
