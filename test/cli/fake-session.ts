import { watchRequests } from '../../src/cli/audit.ts';
import type { CommonFlags, Session } from '../../src/cli/terminal/session.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { filesInUse } from '../../src/workflows/files/claim-output.ts';
import { interruptionBy } from '../support/interruption.ts';

export type FakeSession = Session & { readonly printed: string[]; readonly told: string[]; readonly steps: string[] };

/** A session without a process: what is written is kept, no one is there to ask, the clock stands still. */
export function fakeSession(parts: Partial<Session> = {}): FakeSession {
  const printed: string[] = [];
  const told: string[] = [];
  const steps: string[] = [];
  return {
    variables: {},
    environment: process.env,
    varsFile: {},
    cwd: process.cwd(),
    toolVersion: '0.1.0',
    now: () => new Date('2026-11-21T10:00:00.000Z'),
    sleep: async () => {},
    stdout: async (text) => void printed.push(text),
    stderr: async (text) => void told.push(text),
    progress: (text) => void steps.push(text),
    prompt: undefined,
    choose: undefined,
    isStdoutOnTerminal: true,
    stdoutStyle: plainStyle(),
    stderrStyle: plainStyle(),
    notice: async (text) => void told.push(`${text}\n`),
    interruption: interruptionBy(() => null),
    underWay: () => steps.at(-1) ?? '',
    requests: watchRequests(null, { commit: null, actor: 'tester' }),
    files: filesInUse(),
    ...parts,
    printed,
    told,
    steps,
  };
}

export const commonFlags: CommonFlags = { file: ['capstan.yaml'], format: 'text', verbosity: 'normal' };
