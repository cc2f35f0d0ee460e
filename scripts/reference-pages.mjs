// The pages of docs/reference that say what the catalogue and the lists of codes say: each setting, each finding and problem,
// each exit code, as `capstan explain` tells of them.
import { exampleOf } from './editor-schema.mjs';
import { loadSources } from './load-sources.mjs';
import { codesNow } from './published-codes.mjs';
import { fileOf, plain, settingPage } from './setting-pages.mjs';

const sources = `
  export { settings } from './src/catalogue/catalogue.ts';
  export { catalogue } from './src/catalogue/catalogue.ts';
  export { exitCodeMeanings, explainSetting } from './src/cli/explain/explanation.ts';
  export { default as problems } from './src/cli/explain/problem-codes.json';
  export { default as guards } from './src/generated/guard-pages.json';
  export { guards as guardsInOrder } from './src/engine/guards/index.ts';
`;

const settingsIntro = [
  'Every setting that capstan knows, by the groups of the public documents; each has a page. `capstan explain NAME` tells the same on the',
  'terminal, with the places where the setting stands in your files. Settings that are not here can be managed too; capstan leaves them',
  'alone unless the file names them. `{entity_type}` stands for the name of an entity type, such as `user`. No default: the public',
  'documents name none. Risk is what a wrong value may hurt.',
].join('\n');

const settingsHead = ['setting', 'type', 'default', 'risk', 'what it is'];

const widestDefault = 40;

function settingRow({ name, type, impact, description, default: usual = null }) {
  const shown = usual === null ? '' : JSON.stringify(usual);
  const cell = shown.length > widestDefault ? 'see its page' : shown && `\`${shown}\``;
  return [`[\`${name}\`](${fileOf(name)})`, type ?? '', cell, impact.risk, inCell(plain(description))];
}

/** The table of all settings, and the page of each. */
function settingsPages({ settings, explainSetting, catalogue }) {
  const groups = settings.map(
    ({ group, rows }) => `## ${group ?? 'Others'}\n\n${table(settingsHead, rows.map(settingRow))}\n`,
  );
  const pages = settings.flatMap(({ rows }) =>
    rows.map((row) => [
      `docs/reference/${fileOf(row.name)}`,
      settingPage(catalogue.lookup(row.name), explainSetting(row.name), exampleOf(row)),
    ]),
  );
  return [['docs/reference/settings.md', `# Settings\n\n${settingsIntro}\n\n${groups.join('\n')}`], ...pages];
}

function inCell(text) {
  return text.replaceAll('|', '\\|');
}

function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

function codesPage({ exitCodeMeanings, problems, guards }) {
  const exits = [...exitCodeMeanings].map(([code, says]) => [code, inCell(says)]);
  const findings = Object.entries(guards).map(([code, { says, severity, override }]) => [
    `[${code}](../guards/${code}.md)`,
    severity,
    override.startsWith('allow') ? 'allow' : override,
    inCell(says),
  ]);
  const found = Object.entries(problems).map(([code, says]) => [`\`${code}\``, inCell(says)]);
  return [
    '# Codes\n\n`capstan explain CODE` tells of each code on the terminal. Codes and exit codes keep [their meaning](../versioning.md).\n',
    `## Exit codes\n\n${table(['code', 'meaning'], exits)}\n`,
    `## Findings\n\nWhat guards say of a plan. Each has a page.\n\n${table(['code', 'severity', 'override', 'what it says'], findings)}\n`,
    `## Problems\n\nWhat is wrong with a file, a command or its surroundings. The cure stands below the message.\n\n${table(['code', 'what it says'], found)}\n`,
  ].join('\n');
}

/** The pages by their names, and the codes that scripts rely on. */
export async function referencePages(root) {
  const known = await loadSources(root, sources);
  return { codes: codesNow(known), pages: pagesOf(known), guards: guardTable(known) };
}

/** What the first lines of each guard's page say, in the order in which findings are shown; a type that does not fit is told first. */
function guardTable({ guards, guardsInOrder }) {
  const codes = ['wrong-type', ...guardsInOrder.map(({ code }) => code)];
  const rows = codes.map((code) => {
    const { severity, override, says } = guards[code];
    return [`[${code}](${code}.md)`, severity, override, inCell(says.replace(/\.$/u, ''))];
  });
  return table(['code', 'severity', 'override', 'what it says'], rows);
}

function pagesOf(known) {
  return Object.fromEntries([...settingsPages(known), ['docs/reference/codes.md', codesPage(known)]]);
}
