import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubCommands } from '../../src/render/machine/signals.ts';
import { nastyText } from './nasty-texts.ts';
import { aFinding, aReport, aRow, reportOf } from './report-samples.ts';

const line = /^::(error|warning|notice) ([^:]*)::(.*)$/;

/** What a runner makes of the text of a command. */
function unescaped(text: string): string {
  return text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}

describe('annotations for GitHub', () => {
  it('stand on the line of the file, each with its weight', () => {
    const findings = (['refuse', 'warning', 'info'] as const).map((severity) => aFinding({ severity }));
    expect(githubCommands([aReport({ findings, groups: [] })]).split('\n')).toEqual([
      'Plan for application app. Plan: 1 to update.',
      ...['error', 'warning', 'notice'].map(
        (level) =>
          `::${level} file=capstan.yaml,line=9,col=5,title=last-owner%3A clients.web::No owner would be left. Change the file.`,
      ),
      '',
    ]);
  });

  it('have a stop between two sentences, and none behind a line to copy', () => {
    const cure = ['To allow this on purpose, add to `allow:`:', '- { guard: last-owner }'];
    const shown = githubCommands([
      aReport({ findings: [aFinding({ message: 'no owner is left', cure })], groups: [] }),
    ]);
    expect(shown).toContain('::no owner is left. To allow this on purpose, add to `allow:`: - { guard: last-owner }\n');
  });

  it('are notices for rows, without a place where there is none', () => {
    const rows = [
      aRow(),
      aRow({ source: null, impact: null, values: [{ kind: 'absent' }, { kind: 'value', json: '100%,:\n' }] }),
    ];
    const [, first, second] = githubCommands([aReport({ groups: [{ scope: 'global', clientId: null, rows }] })]).split(
      '\n',
    );
    expect(first).toBe(
      '::notice file=capstan.yaml,line=7,col=3,title=update%3A settings.site_name::Users read another name. before: "a", after: "b"',
    );
    expect(second).toBe('::notice title=update%3A settings.site_name::before: (absent), after: "100%25,:\\n"');
  });

  it('are one command each, whatever the texts in them are', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const [head = '', ...lines] = githubCommands([reportOf(text)])
          .trimEnd()
          .split('\n');
        expect(head.trimStart()).not.toMatch(/^::|##\[/);
        expect(lines).toHaveLength(3);
        for (const each of lines) {
          const [, , properties = ''] = line.exec(each) ?? [];
          expect(properties.split(',').map((property) => property.split('=')[0])).toEqual([
            'file',
            'line',
            'col',
            'title',
          ]);
          expect(each).not.toContain('##[');
          expect(unescaped(each)).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });
});
