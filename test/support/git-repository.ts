import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// The same files give the same commit ids on every machine and day.
const environment = {
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-11-20T10:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_COMMITTER_DATE: '2026-11-20T10:00:00Z',
};

const settings = [
  'init.defaultBranch=main',
  'protocol.file.allow=always',
  'commit.gpgsign=false',
  // Otherwise each commit starts another git, which finds nothing to do.
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** Runs git in a folder, with nothing of this machine's settings. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...settings, ...args], {
    cwd: folder,
    env: { ...environment, HOME: folder },
    stdio: 'pipe',
  })
    .toString()
    .trimEnd();
}

let made: string | null = null;

/** Makes a folder the top of a repository, as `git init` does. It is made once and copied: to start git takes longer. */
export function initRepository(folder: string): void {
  if (made === null) {
    made = mkdtempSync(join(tmpdir(), 'capstan-repository-'));
    git(made, 'init', '--quiet', '--template=');
  }
  cpSync(join(made, '.git'), join(folder, '.git'), { recursive: true });
}

/** Writes files and commits all that is in the folder; gives the commit. */
export function commit(folder: string, files: Readonly<Record<string, string>> = {}): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'A commit');
  return headOf(folder) ?? git(folder, 'rev-parse', 'HEAD');
}

/** The commit of the branch, without a process; undefined where Git keeps it elsewhere. */
function headOf(folder: string): string | undefined {
  const [, branch] = /^ref: (.*)$/mu.exec(textOf(join(folder, '.git', 'HEAD')) ?? '') ?? [];
  return branch === undefined ? undefined : textOf(join(folder, '.git', branch))?.trimEnd();
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Puts plain files into a folder that git takes for a repository of its own, with a program wherever its configuration can
 * name one. Git commits such files like any others. The program leaves the file `trace` and all of its environment in it.
 */
export function plantRepository(folder: string, trace: string): void {
  const program = join(folder, 'evil');
  for (const name of ['objects/.keep', 'refs/.keep', 'hooks/.keep']) write(join(folder, name), '');
  write(program, `#!/bin/sh\nenv >> '${trace}'\n`, 0o755);
  for (const hook of hooks) write(join(folder, 'hooks', hook), `#!/bin/sh\nenv >> '${trace}'\n`, 0o755);
  write(join(folder, 'HEAD'), 'ref: refs/heads/main\n');
  const lines = programs.map((key) => {
    const [section = '', name = ''] = [key.slice(0, key.lastIndexOf('.')), key.slice(key.lastIndexOf('.') + 1)];
    const [first = '', ...rest] = section.split('.');
    return `[${first}${rest.length === 0 ? '' : ` "${rest.join('.')}"`}]\n\t${name} = ${JSON.stringify(program)}\n`;
  });
  const core = `[core]\n\tbare = false\n\trepositoryformatversion = 0\n\tworktree = ${JSON.stringify(folder)}\n\thooksPath = ${JSON.stringify(join(folder, 'hooks'))}\n`;
  const remote = `[remote "origin"]\n\turl = "ext::${program}"\n[protocol "ext"]\n\tallow = always\n`;
  write(join(folder, 'config'), `${core}${lines.join('')}${remote}`);
  write(join(folder, '.gitattributes'), '* diff=evil filter=evil merge=evil textconv=evil\n');
}

const hooks = ['pre-push', 'reference-transaction', 'post-index-change', 'post-checkout', 'pre-auto-gc'];
const programs = [
  ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'core.askPass', 'core.gitProxy'],
  ...['diff.external', 'diff.evil.command', 'diff.evil.textconv', 'filter.evil.clean', 'filter.evil.smudge'],
  ...['filter.evil.process', 'credential.helper', 'gpg.program', 'sequence.editor', 'core.alternateRefsCommand'],
];

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
