import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openPageWorld, type PageWorld } from './page-world.ts';

/** A page as it is today, and its blocks of YAML that are not what the page takes them for. */
export type PlayedPage = { readonly text: string; readonly complaints: readonly string[] };

type Block = { readonly language: string; readonly body: string };

const fence = /^```(yaml|console)\n([\s\S]*?)^```$/m;

/**
 * Follows a page from its top to its end, in an empty folder with a sandbox. A block of YAML becomes a file: `capstan.yaml`, or the
 * one that its first line names (`# staging.yaml`). Where no application stands in it, that of the sandbox is added at its
 * end. The program must find it valid, unless a later file extends it, or the next block is a console, which then shows
 * what the program says. In a console each line after `$ ` is run, and what it prints takes the place of what stood below it.
 */
export async function playPage(page: string): Promise<PlayedPage> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-page-')));
  const world = await openPageWorld(folder);
  try {
    return await played(splitBlocks(page), world);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
}

/** Text and blocks in turn, from the top. */
function splitBlocks(page: string): readonly (string | Block)[] {
  const found = fence.exec(page);
  if (found === null) return [page];
  const [whole, language = '', body = ''] = found;
  const rest = page.slice(found.index + whole.length);
  return [page.slice(0, found.index), { language, body }, ...splitBlocks(rest)];
}

async function played(parts: readonly (string | Block)[], world: PageWorld): Promise<PlayedPage> {
  const [text, complaints]: [string[], string[]] = [[], []];
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string') {
      text.push(part);
    } else if (part.language === 'console') {
      const screen = screenBefore(parts[at - 1]);
      text.push(`\`\`\`console\n${screen ?? (await playedConsole(part.body, world))}\`\`\``);
    } else {
      text.push(`\`\`\`yaml\n${part.body}\`\`\``);
      const complaint = await playedFile(part.body, parts.slice(at + 1), world);
      if (complaint !== null) complaints.push(complaint);
    }
  }
  return { text: text.join(''), complaints };
}

function screenBefore(part: string | Block | undefined): string | undefined {
  const name = typeof part === 'string' ? /<!-- screen: (\S+) -->\n+$/.exec(part)?.[1] : undefined;
  return name === undefined ? undefined : readFileSync(`test/terminal/screens/${name}.txt`, 'utf8');
}

/** Writes the file; gives what is wrong with it where the page does not show that itself. */
async function playedFile(body: string, rest: readonly (string | Block)[], world: PageWorld): Promise<string | null> {
  const name = /^# ([\w./-]+\.ya?ml)\b/.exec(body)?.[1] ?? 'capstan.yaml';
  const isWhole = /^(?:application|protect):/m.test(body) || isExtended(name, rest);
  mkdirSync(dirname(join(world.folder, name)), { recursive: true });
  writeFileSync(join(world.folder, name), isWhole ? world.real(body) : `${body}${world.head(body)}`);
  if (/^protect:/m.test(body) || isExtended(name, rest) || isConsole(rest[1])) return null;
  const { code, output } = await world.run(`capstan validate -f ${name}`);
  return code === 0 ? null : `${body}\n${output}`;
}

/** Whether the file is looked at together with a later one, since it is a part of that. */
function isExtended(name: string, rest: readonly (string | Block)[]): boolean {
  return rest.some(
    (part) => typeof part === 'object' && (/^extends: .*$/m.exec(part.body)?.[0] ?? '').includes(`./${name}`),
  );
}

function isConsole(part: string | Block | undefined): boolean {
  return typeof part === 'object' && part.language === 'console';
}

async function playedConsole(body: string, world: PageWorld): Promise<string> {
  const lines: string[] = [];
  for (const line of body.split('\n').filter((each) => each.startsWith('$ '))) {
    const { code, output } = await world.run(line.slice(2));
    lines.push(line, ...(output === '' ? [] : [output]), ...(code === 0 ? [] : [`exit ${code}`]));
  }
  return `${lines.join('\n')}\n`;
}
