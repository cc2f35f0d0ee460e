// The pages of docs/reference that say what the catalogue and the lists of codes say: each setting, each finding and problem,
// each exit code, as `capstan explain` tells of them.
import { loadSources } from './load-sources.mjs';

const sources = `
  export { settings } from './src/catalogue/settings.ts';
  export { explainSetting } from './src/cli/explain/explain-setting.ts';
  export { exitCodeMeanings } from './src/cli/explain/exit-code-meanings.ts';
  export { default as problems } from './src/cli/explain/problem-codes.json';
  export { default as guards } from './src/generated/guard-pages.json';
`;

/** Text of the sources in Markdown: nothing of it is markup, except code. */
function plain(text) {
  return text.replaceAll(/[<>*_[\]]/g, (character) => `\\${character}`);
}

function factLine([label, text]) {
  if (label === 'source') return `- source: <${text}>`;
  return `- ${label}: ${plain(text)}`;
}

function settingEntry({ name }, { explainSetting }) {
  const { says, facts } = explainSetting(name);
  const shown = facts.filter(([label]) => label !== 'group');
  return `### \`${name}\`\n\n${plain(says)}\n\n${shown.map(factLine).join('\n')}\n`;
}

function settingsPage(known) {
  const groups = known.settings.map(({ group, rows }) => {
    const entries = rows.map((row) => settingEntry(row, known));
    return `## ${group ?? 'Others'}\n\n${entries.join('\n')}`;
  });
  const intro = [
    'Every setting that capstan knows, by the groups of the public documents. `capstan explain NAME` tells the same on the terminal,',
    'with the places where the setting stands in your files. Settings that are not here can be managed too; capstan leaves',
    'them alone unless the file names them. `{entity_type}` stands for the name of an entity type, such as `user`.',
  ];
  return `# Settings\n\n${intro.join('\n')}\n\n${groups.join('\n')}`;
}

function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

function codesPage({ exitCodeMeanings, problems, guards }) {
  const cell = (text) => text.replaceAll('|', '\\|');
  const exits = [...exitCodeMeanings].map(([code, says]) => [code, cell(says)]);
  const findings = Object.entries(guards).map(([code, { says, severity, override }]) => [
    `[${code}](../guards/${code}.md)`,
    severity,
    override.startsWith('allow') ? 'allow' : override,
    cell(says),
  ]);
  const found = Object.entries(problems).map(([code, says]) => [`\`${code}\``, cell(says)]);
  return [
    '# Codes\n\n`capstan explain CODE` tells of each code on the terminal. Codes and exit codes keep their meaning.\n',
    `## Exit codes\n\n${table(['code', 'meaning'], exits)}\n`,
    `## Findings\n\nWhat guards say of a plan. Each has a page.\n\n${table(['code', 'severity', 'override', 'what it says'], findings)}\n`,
    `## Problems\n\nWhat is wrong with a file, a command or its surroundings. The cure stands below the message.\n\n${table(['code', 'what it says'], found)}\n`,
  ].join('\n');
}

/** The pages by their names. */
export async function referencePages(root) {
  const known = await loadSources(root, sources);
  return { 'docs/reference/settings.md': settingsPage(known), 'docs/reference/codes.md': codesPage(known) };
}
