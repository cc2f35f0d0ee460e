// The pages of docs/reference/settings, one for each setting of the catalogue, and the table that leads to them.

/** Text of the sources in Markdown: nothing of it is markup, except code. */
export function plain(text) {
  return text.replaceAll(/[<>*_[\]]/g, (character) => `\\${character}`);
}

/** The page of a setting by the end of its path. */
export function fileOf(name) {
  return `settings/${name.replaceAll(/[{}]/g, '')}.md`;
}

/** What guards look at in a setting, by what the catalogue says of it; in words that follow the code. */
const looks = [
  ['security-lowered', ({ direction }) => direction !== null, 'refuses a weaker value'],
  [
    'new-host',
    ({ direction }) => direction?.kind === 'url',
    'warns of another host, and refuses one that `hosts` of the protect file does not have',
  ],
  ['secret-in-file', ({ secret }) => secret, 'refuses a value that stands in the file in clear'],
  ['damaged-secret', ({ secret }) => secret, 'refuses a mask, a placeholder, or a text that was cut or encrypted'],
  ['secret-removed', ({ secret }) => secret, 'refuses to remove it'],
  [
    'publishes-secret',
    ({ name, secret }) => secret || name === 'jump_publish_settings',
    'keeps secrets out of `jump_publish_settings`',
  ],
  ['stale-widget', ({ name }) => name === 'jump_publish_settings', 'tells of changes to the settings that it names'],
  ['cached-reads', ({ name }) => name === 'cache_settings', 'warns of full replaces while it is not 0'],
  ['vendor-managed', ({ name }) => name === 'verify_email_url', 'refuses to remove it from a Hosted Login client'],
  ['vendor-managed', ({ name }) => name === 'janrainOidcClientId', 'refuses every change of it'],
  ['wrong-type', ({ type }) => type !== null && type !== 'string', 'refuses a value of another type'],
  ['global-only', ({ globalOnly }) => globalOnly, 'refuses it at a client'],
  ['ambiguous-name', ({ section }) => section === 'settings', 'refuses it under `custom`'],
];

function factLine([label, text]) {
  if (label === 'source') return `- source: <${text}>`;
  return `- ${label}: ${plain(text)}`;
}

/** As YAML takes it on one line, for JSON is YAML; plain where a text needs no quotes. */
function written(value) {
  const isPlain =
    typeof value === 'string' && /^[a-z$][\w.${}:/-]*$/i.test(value) && !/^(?:true|false|null|yes|no)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function inTheFile({ name, globalOnly, section, default: usual }, example) {
  const key = name.replace('{entity_type}', 'user');
  const inherits = globalOnly
    ? 'It counts for the whole application: the service ignores it at a client.'
    : 'For one client it stands below `clients.ALIAS.settings`. A client without a value of its own inherits the global one.';
  const nothing =
    usual === null
      ? 'What counts where there is no value at all, the public documents do not say.'
      : `Where there is no value at all, \`${JSON.stringify(usual)}\` counts.`;
  const either = section === 'either' ? ' It may stand below `custom` as well: live and the options reply decide.' : '';
  return `\`\`\`yaml\nsettings:\n  ${key}: ${written(example)}\n\`\`\`\n\n${inherits}${either}\n\n${nothing}`;
}

function guardsOf(spec) {
  const looking = looks.filter(([, looksAt]) => looksAt(spec));
  const lines = looking.map(([code, , says]) => `- [${code}](../../guards/${code}.md) ${says}.`);
  const all =
    'Protection, drift, the number of changes and the rest are the same for every setting: see [Guards](../../guards/README.md).';
  return lines.length === 0 ? all : `${lines.join('\n')}\n\n${all}`;
}

/** One page: what `capstan explain NAME` tells, where it is set, who looks at it. */
export function settingPage(spec, { says, facts }, example) {
  const explained = spec.name.startsWith('{') ? spec.name.replace('{entity_type}', 'user') : spec.name;
  return [
    `# \`${spec.name}\``,
    plain(says),
    facts.map(factLine).join('\n'),
    '## In the file',
    inTheFile(spec, example),
    '## Guards that look at it',
    guardsOf(spec),
    '## On the terminal',
    `\`capstan explain ${explained}\` tells the same, with the places where it stands in your files.`,
    '[All settings](../settings.md)\n',
  ].join('\n\n');
}
