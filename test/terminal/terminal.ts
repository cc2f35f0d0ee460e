import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether tmux is on this machine. */
export const hasTmux: boolean = isThere();

/** Whether its absence is a failure rather than a reason to skip. */
export const tmuxRequired: boolean = process.env['CAPSTAN_TERMINAL_TESTS'] === 'required';

if (!hasTmux) {
  const line = '='.repeat(80);
  process.stderr.write(
    `\n${line}\nTERMINAL TESTS ARE SKIPPED: no tmux was found. Install it to run them.\n${line}\n\n`,
  );
}

function isThere(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** bash in a real terminal: 80 columns, and so many lines that nothing scrolls out of sight. */
export type Terminal = {
  /** Clears the screen, types a line, and gives the screen once the shell waits for the next one; `inColumns` breaks it. */
  readonly run: (command: string) => Promise<string>;
  /** The same for a command that asks: waits for each question, which ends the screen, before its answer is typed. */
  readonly talk: (
    command: string,
    answers: readonly (readonly [question: string, answer: string])[],
  ) => Promise<string>;
  readonly close: () => void;
};

const columns = 80;
const lines = 150;
const lookMs = 50;

/** Opens a terminal with a tmux server of its own, and only these variables. */
export async function openTerminal(cwd: string, env: Readonly<Record<string, string>>): Promise<Terminal> {
  const server = `capstan-test-${process.pid}`;
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  // The number of the command in the prompt tells that one from the prompt before.
  const shell = [
    'env',
    '-i',
    ...Object.entries({ ...env, PS1: '[\\#]$ ', TERM: 'screen', HISTFILE: '/dev/null' }).map((pair) => pair.join('=')),
  ];
  const size = ['-x', String(columns), '-y', String(lines)];
  tmux('new-session', '-d', ...size, '-c', cwd, '--', ...shell, 'bash', '--norc', '--noprofile');
  // A line that is too long for the terminal is one line here, and breaks in `inColumns`.
  const screen = (): readonly string[] =>
    tmux('capture-pane', '-p', '-J')
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd());
  const lastLine = (): string => screen().at(-1) ?? '';
  const shows = async (ending: string): Promise<void> => {
    while (!lastLine().endsWith(ending)) await pause(lookMs);
  };
  const type = (text: string): void => {
    tmux('send-keys', '-l', '--', text);
    tmux('send-keys', 'Enter');
  };
  let count = 1;
  const talk: Terminal['talk'] = async (command, answers) => {
    await shows(`[${count}]$`);
    tmux('send-keys', 'C-l');
    type(command);
    for (const [question, answer] of answers) {
      await shows(question);
      type(answer);
    }
    count += 1;
    await shows(`[${count}]$`);
    return screen()
      .slice(0, -1)
      .join('\n')
      .replace(/^\[\d+\]\$/, '$');
  };
  return { talk, run: (command) => talk(command, []), close: () => void tmux('kill-server') };
}

/** A screen with its lines broken as the terminal breaks them. */
export function inColumns(screen: string): string {
  return `${screen.replace(new RegExp(`.{${columns}}(?=.)`, 'g'), '$&\n')}\n`;
}
