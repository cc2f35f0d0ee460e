import { Composer, type Document, type ErrorCode, Lexer, type ParsedNode, Parser } from 'yaml';
import type { ProblemList } from '../check/problems-and-limits.ts';
import { maxDepth, maxProblems, maxTokens } from '../check/problems-and-limits.ts';
import { indexLines, type LineIndex, locate } from './locate.ts';
import type { Located } from './located.ts';

type YamlDocument = Document.Parsed<ParsedNode>;

// YAML 1.2 core; keys are compared in `locate`, since the parser's own comparison is quadratic.
const options = { version: '1.2', schema: 'core', merge: false, uniqueKeys: false, strict: true } as const;

/** Turns a text into a tree with places; undefined, with problems, when that cannot be. */
export function parseText(file: string, text: string, problems: ProblemList): Located | undefined {
  const at = indexLines(file, text);
  const document = parseYaml(text, at, problems);
  return document === undefined ? undefined : locate(document, at, problems);
}

/** Parses one document; undefined, with problems, when there is none or it is not sound. */
export function parseYaml(text: string, at: LineIndex, problems: ProblemList): YamlDocument | undefined {
  const before = problems.size;
  reportControlCharacter(text, at, problems);
  if (problems.size > before) return undefined;
  const [document] = readDocuments(text, at, problems);
  if (document === undefined) return undefined;
  reportErrors(document, text, at, problems);
  if (document.directives.yaml.version !== '1.2') {
    problems.add(
      'yaml-version',
      at(0),
      'the file declares another version of YAML',
      'Remove the %YAML line; YAML 1.2 is used.',
    );
  }
  return problems.size > before ? undefined : document;
}

// A text editor writes none of these, and some of them would reach a terminal.
function reportControlCharacter(text: string, at: LineIndex, problems: ProblemList): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const offset = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/u);
  if (offset === -1) return;
  problems.add(
    'control-character',
    at(offset),
    'the file contains a control character, so it may not be text',
    'Save the file as UTF-8 text.',
  );
}

type YamlToken = Parameters<Composer['next']>[0];

/** What was read so far. `gaveUp` ends the reading: the rest would be dear or would tell nothing new. */
type Reading = {
  readonly composer: Composer;
  readonly documents: YamlDocument[];
  readonly at: LineIndex;
  readonly problems: ProblemList;
  tokens: number;
  started: number;
  errors: number;
  gaveUp: boolean;
};

// Token by token, so that bad input is given up early: nesting and number are bounded before anything recurses.
function readDocuments(text: string, at: LineIndex, problems: ProblemList): readonly YamlDocument[] {
  const parser = new Parser();
  const composer = new Composer(options);
  const reading: Reading = { composer, documents: [], at, problems, tokens: 0, started: 0, errors: 0, gaveUp: false };
  for (const lexeme of new Lexer().lex(text)) {
    reading.tokens += 1;
    takeTokens(reading, parser.next(lexeme));
    checkBounds(reading, parser);
    if (reading.gaveUp) break;
  }
  if (!reading.gaveUp) takeTokens(reading, parser.end());
  for (const document of composer.end(true, text.length)) reading.documents.push(document as YamlDocument);
  return reading.documents;
}

function takeTokens(reading: Reading, tokens: Iterable<YamlToken>): void {
  for (const token of tokens) {
    if (reading.gaveUp) return;
    countToken(reading, token);
    for (const document of reading.composer.next(token)) reading.documents.push(document as YamlDocument);
  }
}

function countToken(reading: Reading, token: YamlToken): void {
  if (token.type === 'error') reading.errors += 1;
  if (token.type === 'document') reading.started += 1;
  if (reading.errors > maxProblems) reading.gaveUp = true;
  if (reading.started <= 1) return;
  const { message, cure } = describeYamlError('MULTIPLE_DOCS');
  giveUp(reading, 'several-documents', token.offset, message, cure);
}

function checkBounds(reading: Reading, parser: Parser): void {
  // The document and the value in hand are on the stack too.
  if (parser.stack.length > maxDepth + 2) {
    giveUp(reading, 'too-deep', parser.offset, `the file nests deeper than ${maxDepth} levels`, 'Use fewer levels.');
  } else if (reading.tokens > maxTokens) {
    giveUp(reading, 'too-many-values', parser.offset, 'the file is too large', 'Split it with "extends".');
  }
}

function giveUp(reading: Reading, code: string, offset: number, message: string, cure: string): void {
  reading.gaveUp = true;
  reading.problems.add(code, reading.at(offset), message, cure);
}

function reportErrors(document: YamlDocument, text: string, at: LineIndex, problems: ProblemList): void {
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    const slip = slipAt(text, code, pos[0]);
    if (slip !== undefined) {
      problems.add(slip.code, at(slip.offset), slip.message, slip.cure);
      continue;
    }
    const { message, cure } = describeYamlError(code);
    problems.add(`yaml-${code.toLowerCase().replaceAll('_', '-')}`, at(pos[0]), message, cure);
  }
}

const implicitKeys: readonly ErrorCode[] = ['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'];

type Slip = YamlFault & { readonly code: string; readonly offset: number };

/** The line that is to blame, where the parser only stumbles over its neighbour; undefined: it is where the parser says. */
function slipAt(text: string, code: ErrorCode, offset: number): Slip | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [line = '', ...next] = text.slice(start).split('\n', maxLinesAhead);
  const blank = oddBlankIn(line);
  if (blank !== undefined) return { ...oddBlank, code: 'yaml-odd-blank', offset: start + blank };
  const bare = bareReferenceIn(line);
  if (bare !== undefined && start + bare < offset)
    return { ...bareReference, code: 'bad-reference', offset: start + bare };
  const deeper = next.findIndex((one) => !/^\s*(?:#|$)/u.test(one));
  if (!implicitKeys.includes(code) || deeper === -1 || indentOf(next[deeper]) <= indentOf(line)) return undefined;
  const before = [line, ...next.slice(0, deeper)].reduce((sum, one) => sum + one.length + 1, 0);
  return { ...tooDeep, code: 'yaml-too-deep', offset: start + before + indentOf(next[deeper]) };
}

const bareReference: YamlFault = {
  message: 'inside { } and [ ] a reference has to be in quotes',
  cure: 'Write it as "${env:NAME}" or "${secret:NAME}".',
};

/** Where in a line a reference stands behind an open bracket, without quotes: its braces are those of a map then. */
function bareReferenceIn(line: string): number | undefined {
  const at = line.search(/\$\{(?:env|secret):/u);
  const before = line.slice(0, Math.max(0, at));
  return at !== -1 && /[[{]/u.test(before) && !/["'#]/u.test(before) ? at : undefined;
}

// Blank lines and comments between two lines of a map are few.
const maxLinesAhead = 50;

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

const tooDeep: YamlFault = {
  message: 'this line is indented deeper than the one before, which already has a value',
  cure: 'Indent both alike.',
};

/** A YAML error in capstan's own words: the parser's messages may quote the text of the file. */
type YamlFault = { readonly message: string; readonly cure: string };

const indentation: YamlFault = {
  message: 'the indentation does not fit',
  cure: 'Indent with spaces, and the entries of one map or list alike.',
};
const aliasFault: YamlFault = { message: 'this anchor or alias cannot be read', cure: 'Write the value out.' };
const structure: YamlFault = {
  message: 'YAML does not allow this here',
  cure: 'Check brackets, quotes and colons; put text with special characters in quotes.',
};
const keyFault: YamlFault = {
  message: 'this cannot be the key of a map',
  cure: 'Write each key on one line, followed by a colon and a blank.',
};
const tagFault: YamlFault = { message: 'tags are not supported', cure: 'Remove the tag; put text in quotes.' };

const troubles: Readonly<Record<ErrorCode, YamlFault>> = {
  ALIAS_PROPS: aliasFault,
  BAD_ALIAS: aliasFault,
  MULTIPLE_ANCHORS: aliasFault,
  BAD_DIRECTIVE: { message: 'this directive cannot be read', cure: 'Remove the line that begins with %.' },
  BAD_DQ_ESCAPE: {
    message: 'an escape in this quoted text is unknown',
    cure: 'Double the backslash, or use single quotes.',
  },
  BAD_INDENT: indentation,
  TAB_AS_INDENT: { message: 'a tab is used to indent', cure: 'Indent with spaces.' },
  BAD_PROP_ORDER: structure,
  BAD_SCALAR_START: {
    message: 'plain text may not begin with this character',
    cure: 'Put the text in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'expected a single value, found a map or list',
    cure: 'Put it on its own lines, indented further; put text that holds a colon in quotes.',
  },
  BLOCK_IN_FLOW: {
    message: 'an indented block stands inside brackets',
    cure: 'Close the brackets, or write all inside them.',
  },
  DUPLICATE_KEY: { message: 'this key is written twice', cure: 'Remove one of the two.' },
  IMPOSSIBLE: structure,
  KEY_OVER_1024_CHARS: { message: 'this key is too long', cure: 'Use a shorter key.' },
  MISSING_CHAR: {
    message: 'a closing quote, a bracket, a comma or a colon is missing',
    cure: 'Check quotes, brackets and colons from here upward.',
  },
  MULTILINE_IMPLICIT_KEY: keyFault,
  NON_STRING_KEY: keyFault,
  MULTIPLE_DOCS: {
    message: 'the file holds several documents',
    cure: 'Keep one document in a file; remove the line "---".',
  },
  MULTIPLE_TAGS: tagFault,
  TAG_RESOLVE_FAILED: tagFault,
  BAD_COLLECTION_TYPE: tagFault,
  RESOURCE_EXHAUSTION: { message: 'the file is nested too deep', cure: 'Use fewer levels.' },
  UNEXPECTED_TOKEN: structure,
};

/** The meaning of a parser error, by its code. */
function describeYamlError(code: ErrorCode): YamlFault {
  return troubles[code];
}

// A no-break space and its kin look like a blank, and to YAML they are letters.
const afterColon = /:[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/u;

/** What is said of such a character. */
export const oddBlank = {
  message: 'after this colon is a no-break space, or another character that only looks like a blank',
  cure: 'Replace it with a plain blank.',
} as const;

/** Where in a text a character that only looks like a blank stands after a colon. */
export function oddBlankIn(text: string): number | undefined {
  const found = text.search(afterColon);
  return found === -1 ? undefined : found + 1;
}
