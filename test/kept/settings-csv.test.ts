import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { readSettingsCsv } from '../../src/kept/settings-csv.ts';
import type { KeptState, LiveScope } from '../../src/model/live.ts';
import { scopesRead, valuesIn } from '../support/builders.ts';
import { lawRuns } from '../support/law-runs.ts';

const web = 'weblogin000000000000000000000';
const shop = 'shop00000000000000000000000000';

function read(text: string) {
  const sectionOf = (name: string) => (catalogue.lookup(name)?.section === 'settings' ? 'settings' : 'custom');
  return readSettingsCsv({ file: 'app_settings.csv', text, application: 'app', sectionOf });
}

function kept(text: string): KeptState {
  const result = read(text);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.kept;
}

function problems(text: string): readonly string[] {
  const result = read(text);
  if (result.kind === 'kept') return [];
  return result.problems.map(({ code, source }) => `${code} ${source?.file}:${source?.line}:${source?.column}`);
}

function plain(scope: LiveScope | null | undefined) {
  return (
    scope &&
    Object.fromEntries(Object.entries(scope.sections).map(([name, map]) => [name, Object.fromEntries(valuesIn(map))]))
  );
}

const heading = 'Client Name,Client ID,login_attempts,site_name,banner';

describe('readSettingsCsv', () => {
  it('reads global values and those of each client, and leaves out empty cells', () => {
    const { live, application } = kept(`${heading}\nGlobal,N/A,5,Shop,x\nWeb login,${web},,Web,\nShop,${shop},3,,\n`);
    expect(application).toBe('app');
    expect(plain(live.global)).toEqual({
      settings: { login_attempts: '5', site_name: 'Shop' },
      custom: { banner: 'x' },
    });
    expect(plain(scopesRead(live).get(web))).toEqual({ settings: { site_name: 'Web' }, custom: {} });
    expect(plain(scopesRead(live).get(shop))).toEqual({ settings: { login_attempts: '3' }, custom: {} });
    expect(
      [...live.clients.values()].map((client) => [client.id, client.name, [...client.scope.properties.keys()]]),
    ).toEqual([
      [web, 'Web login', ['name']],
      [shop, 'Shop', ['name']],
    ]);
  });

  it('takes other words for the two headings and the global row, another delimiter, and blank lines', () => {
    const text = `\uFEFFEigenschaft;Kennung;login_attempts\r\nAllgemein;-;5\r\n;;\r\n"Web; Login";${web};3\r\n\r\n`;
    const { live } = kept(text);
    expect(plain(live.global)).toEqual({ settings: { login_attempts: '5' }, custom: {} });
    expect([...live.clients.values()].map(({ name }) => name)).toEqual(['Web; Login']);
  });

  it('gives a client without a name its id, and reads an export of global values alone', () => {
    expect([...kept(`${heading}\nGlobal,N/A,,,\n,${web},,,`).live.clients.values()].map(({ name }) => name)).toEqual([
      web,
    ]);
    expect(kept(`${heading}\nGlobal,N/A,5,,`).live.clients.size).toBe(0);
  });

  it('takes a column `custom` apart', () => {
    const text = `n,id,custom\nGlobal,N/A,"{""a"":1,""b"":""x""}"\n`;
    expect(plain(kept(text).live.global)).toEqual({ settings: {}, custom: { a: 1, b: 'x' } });
    expect(problems('n,id,custom\nGlobal,N/A,x\n')).toEqual(['csv-custom-unreadable app_settings.csv:2:12']);
  });

  it('knows the keys in whose place the export shows a mask', () => {
    const { hidden } = kept(`n,id,rpx_key,short\nGlobal,N/A,********,*\nWeb,${web},,•••\n`);
    expect(hidden).toEqual([
      { clientId: null, section: 'settings', key: 'rpx_key' },
      { clientId: web, section: 'custom', key: 'short' },
    ]);
  });

  it.each([
    ['nothing at all', '', ['csv-not-settings app_settings.csv:1:1']],
    ['one column', 'a\nb\n', ['csv-not-settings app_settings.csv:1:1']],
    ['no global row', `${heading}\n`, ['csv-not-settings app_settings.csv:2:1']],
    ['a client in its place', `${heading}\nWeb,${web},5,,\n`, ['csv-not-settings app_settings.csv:2:1']],
    ['a setting twice', `${heading},banner\nGlobal,N/A,,,,\n`, ['csv-setting-twice app_settings.csv:1:55']],
    ['a row that is too short', `${heading}\nGlobal,N/A,5\n`, ['csv-row-length app_settings.csv:2:1']],
    ['a row that is too long', `${heading}\nGlobal,N/A,5,,,y\n`, ['csv-row-length app_settings.csv:2:1']],
    [
      'something that is no client id',
      `${heading}\nGlobal,N/A,,,\nWeb,a b,,,\n`,
      ['csv-not-settings app_settings.csv:3:5'],
    ],
    ['a client twice', `${heading}\nG,,,,\nA,${web},,,\nB,${web},,,`, ['csv-client-twice app_settings.csv:4:3']],
    ['a value without a name', 'n,id,\nG,,x\n', ['csv-setting-nameless app_settings.csv:2:4']],
    ['a quote that is open', `${heading}\n"Global,N/A,,,\n`, ['csv-malformed app_settings.csv:2:1']],
  ])('refuses %s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('tells all that is wrong at once, with a cure, and quotes no cell', () => {
    const result = read(`${heading},site_name\nGlobal,canary\nWeb,can ary,,,,\n`);
    expect(result.kind).toBe('problems');
    expect(JSON.stringify(result)).not.toMatch(/canary|can ary/);
    if (result.kind === 'problems')
      expect(result.problems.map(({ cure }) => cure === '')).toEqual([false, false, false]);
  });

  it('ends for every text with a state or with problems that have a place', () => {
    const piece = fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      'custom',
      web,
      'N/A',
      '{',
      '}',
      '*',
      'login_attempts',
      ' ',
      '\r',
    );
    const check = (pieces: string[]): void => {
      const result = read(pieces.join(''));
      if (result.kind === 'problems') expect(result.problems.every(({ source }) => source !== null)).toBe(true);
    };
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), check), lawRuns);
  });
});
