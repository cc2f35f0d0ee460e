import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

type Text = { readonly text: string };
type Rule = Readonly<Record<'id' | 'name', string>> &
  Readonly<Record<'shortDescription' | 'fullDescription' | 'help', Text>>;
type Place = {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Readonly<Record<string, number>>;
};
type Result = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: Text;
  readonly locations: readonly { readonly physicalLocation: Place }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
};
type Log = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly results: readonly Result[];
  }[];
};

const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(readFileSync(new URL('../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
// What it uses of draft 4 means the same in draft 7, once its name is gone.
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

/** What is wrong with a log by the schema of SARIF 2.1.0. */
export function schemaComplaints(log: unknown): readonly string[] {
  return validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const longest = 1024;

/** What is wrong with a log by what GitHub asks of it beyond the schema. */
export function githubComplaints(log: unknown): readonly string[] {
  const complaints: string[] = [];
  const check = (holds: boolean, words: string): void => {
    if (!holds) complaints.push(words);
  };
  for (const { tool, results } of (log as Log).runs) {
    const { rules } = tool.driver;
    check(new Set(rules.map(({ id }) => id)).size === rules.length, 'two rules of one id');
    for (const rule of rules) complaints.push(...ruleComplaints(rule));
    for (const result of results) {
      check(rules[result.ruleIndex]?.id === result.ruleId, `${result.ruleId}: another rule at its index`);
      check(result.message.text.trim() !== '', `${result.ruleId}: no message`);
      check(result.locations.length === 1, `${result.ruleId}: no place`);
      for (const { physicalLocation } of result.locations) complaints.push(...placeComplaints(physicalLocation));
    }
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    check(new Set(prints).size === prints.length, 'two results with one fingerprint');
  }
  return complaints;
}

function ruleComplaints(rule: Rule): readonly string[] {
  const texts = [rule.shortDescription, rule.fullDescription, rule.help].map((part) => part?.text ?? '');
  return [
    ...(texts.every((text) => text.trim() !== '') ? [] : [`${rule.id}: a description or the help is missing`]),
    ...(texts.every((text) => text.length <= longest) ? [] : [`${rule.id}: a text is too long`]),
    ...(texts.every((text) => /[.!?]$/.test(text)) ? [] : [`${rule.id}: a text is no sentence`]),
    ...(rule.name.toLowerCase() !== rule.id.toLowerCase() && !/[\s-]/.test(rule.name)
      ? []
      : [`${rule.id}: the name is no name`]),
  ];
}

function placeComplaints({ artifactLocation, region }: Place): readonly string[] {
  const { uri } = artifactLocation;
  const { startLine = 0, startColumn = 0 } = region;
  return [
    ...(/^(?:file:\/\/\/|(?!\/|[A-Za-z][A-Za-z0-9+.-]*:))[^\s\\]*$/.test(uri) ? [] : [`not a URI of a file: ${uri}`]),
    ...(URL.canParse(uri, 'file:///checkout/') ? [] : [`not a URI: ${uri}`]),
    ...(startLine >= 1 && startColumn >= 1 ? [] : ['a region that begins nowhere']),
  ];
}
