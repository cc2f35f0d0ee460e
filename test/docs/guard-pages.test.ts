import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { loadDesired } from '../../src/config/load-config.ts';
import { decide } from '../../src/engine/decide.ts';
import { fixedGuards, guards, overridableGuards } from '../../src/engine/guards/index.ts';
import { makePlan } from '../../src/engine/plan-document/make-plan.ts';
import type { Desired } from '../../src/model/desired.ts';
import { findingsText } from '../../src/render/text/findings-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';
import { aDigest, aLiveState, aMoment, pattern, settled, today, warnUntil } from '../support/builders.ts';
import { baselineOfExamples, liveOfExamples, onlyOfExamples, undoOfExamples } from './guard-examples.ts';

const folder = 'docs/guards';

/** Each code with a page: all guards, and what the comparison itself finds. */
const overrides: ReadonlyMap<string, 'allow' | 'none'> = new Map([
  ['wrong-type', 'none'],
  ...guards.map((guard) => [guard.code, guard.override] as const),
]);

function pageOf(code: string): string {
  return readFileSync(join(folder, `${code}.md`), 'utf8');
}

/** The text under a heading, up to the next one. */
function section(page: string, heading: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

function withoutBlocks(page: string): string {
  return page.replace(/^```.*?^```$/gms, '');
}

function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, found, body]) =>
    found === language && body !== undefined ? [body] : [],
  );
}

/** The files of a page's example, read as the program reads them. A first line `# NAME` names a file. */
async function desiredOf(blocks: readonly string[]): Promise<Desired> {
  const cwd = mkdtempSync(join(tmpdir(), 'capstan-page-'));
  try {
    for (const block of blocks) {
      const name = /^# (\S+\.yaml)\n/.exec(block)?.[1] ?? 'capstan.yaml';
      writeFileSync(join(cwd, name), block);
    }
    const loaded = await loadDesired('capstan.yaml', {
      cwd,
      env: { CAPSTAN_ALLOWED_HOSTS: 'gateway.example.com', CAPSTAN_VAR_BACKPLANE: 'new-password-2026\n' },
      unsetSecrets: 'problem',
      catalogue,
      overridableGuards,
      fixedGuards,
      today,
    });
    if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems, null, 2));
    return loaded.desired;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** What the plan prints of this code for the example of its page. */
async function printed(code: string, page: string): Promise<string> {
  const undone = undoOfExamples[code];
  const desired = undone?.desired ?? (await desiredOf(blocksOf(section(page, 'When it fires'), 'yaml')));
  const undo = undone?.undo ?? null;
  const live = aLiveState(liveOfExamples[code]);
  const only = (onlyOfExamples[code] ?? []).map(pattern);
  const plan = makePlan(
    decide(
      settled({
        desired,
        live,
        catalogue,
        only,
        baseline: baselineOfExamples[code] ?? null,
        liveEdits: 'kept',
        undo,
        today,
        warnUntil,
      }),
    ),
    aMoment,
    aDigest('key'),
  );
  const findings = plan.findings.filter((finding) => finding.code === code);
  return `${findingsText(findings, plan, plainStyle(), { cures: undo === null ? 'file' : 'none' }).join('\n')}\n`;
}

const words: Readonly<Record<string, string>> = { refuse: 'error:', warning: 'warning:', info: 'note:' };

describe('the pages of the guards', () => {
  it('are one for each guard and one for wrong-type, and no other', () => {
    const pages = readdirSync(folder).filter((file) => file !== 'README.md');
    expect(pages.sort()).toEqual([...overrides.keys()].map((code) => `${code}.md`).sort());
  });
});

describe.each([...overrides])('the page of %s', (code, override) => {
  it('has the code for its title, and all parts in their order', () => {
    const headings = [...withoutBlocks(pageOf(code)).matchAll(/^#+ .*$/gm)].map(([line]) => line);
    expect(headings).toEqual([`# ${code}`, '## When it fires', '## Why', '## What to do', '## Override']);
  });

  it('says whether it can be overridden, and by which entry', () => {
    const page = pageOf(code);
    const told = section(page, 'Override');
    expect(page).toContain(`Override: ${override}.`);
    if (override === 'none') expect(told).toMatch(/^Override\n\nNone[.:]/);
    else expect(blocksOf(told, 'yaml').join('')).toContain(`- { guard: ${code}, target: `);
  });

  // `vitest -u` writes what is printed now into the page.
  it('shows what its example prints', async () => {
    const page = pageOf(code);
    const shown = await printed(code, page);
    expect(shown).toContain(`  [${code}]\n`);
    const fresh = page.replace(/^```text\n.*?^```$/ms, () => `\`\`\`text\n${shown}\`\`\``);
    await expect(fresh).toMatchFileSnapshot(join('../..', folder, `${code}.md`));
  });

  it('gives the severity that its example has', async () => {
    const severity = /^Severity: (\w+)\. /m.exec(pageOf(code))?.[1];
    const word = (await printed(code, pageOf(code))).split(' ')[0];
    expect(word).toBe(words[severity ?? '']);
  });
});

describe('the override on the page of a guard that can be overridden', () => {
  const codes = [...overrides].flatMap(([code, override]) => (override === 'allow' ? [code] : []));

  it.each(codes)('lets the example of %s pass', async (code) => {
    const page = pageOf(code);
    const [example = '', ...beside] = blocksOf(section(page, 'When it fires'), 'yaml');
    const [allow = ''] = blocksOf(section(page, 'Override'), 'yaml');
    const desired = await desiredOf([example + allow, ...beside]);
    const { findings } = decide(
      settled({
        desired,
        live: aLiveState(liveOfExamples[code]),
        catalogue,
        only: [],
        baseline: baselineOfExamples[code] ?? null,
        liveEdits: 'kept',
        undo: null,
        today,
        warnUntil,
      }),
    );
    expect(findings.filter((finding) => finding.code === code).map((finding) => finding.severity)).not.toContain(
      'refuse',
    );
  });
});

describe('the table of guards', () => {
  it('has each page once, with its severity and override', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\) \| (\w+) \| (\w+) \| .+ \|$/gm)].map((row) =>
      row.slice(1),
    );
    const expected = [...overrides].map(([code, override]) => {
      const severity = /^Severity: (\w+)\. /m.exec(pageOf(code))?.[1];
      return [code, code, severity, override];
    });
    expect(rows).toEqual(expected);
  });
});
