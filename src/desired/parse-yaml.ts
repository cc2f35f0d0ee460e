import { Composer, type Document, Lexer, type ParsedNode, Parser } from 'yaml';
import { maxDepth, maxProblems, maxTokens } from './bounds.ts';
import type { LineIndex } from './line-index.ts';
import type { ProblemList } from './problem-list.ts';
import { describeYamlError } from './yaml-trouble.ts';

type YamlDocument = Document.Parsed<ParsedNode>;

// YAML 1.2 core; keys are compared in `locate`, since the parser's own comparison is quadratic.
const options = { version: '1.2', schema: 'core', merge: false, uniqueKeys: false, strict: true } as const;

/** Parses one document; undefined, with problems, when there is none or it is not sound. */
export function parseYaml(text: string, at: LineIndex, problems: ProblemList): YamlDocument | undefined {
  const before = problems.size;
  reportControlCharacter(text, at, problems);
  if (problems.size > before) return undefined;
  const documents = readDocuments(text, at, problems);
  const [document] = documents;
  if (document === undefined) return undefined;
  reportErrors(document, at, problems);
  if (document.directives.yaml.version !== '1.2') {
    problems.add(
      'yaml-version',
      at(0),
      'the file asks for another version of YAML',
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
    'the file holds a control character, so it may not be text',
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
  started: number;
  errors: number;
  gaveUp: boolean;
};

// Token by token, so that bad input is given up early: nesting and number are bounded before anything recurses.
function readDocuments(text: string, at: LineIndex, problems: ProblemList): readonly YamlDocument[] {
  const parser = new Parser();
  const composer = new Composer(options);
  const reading: Reading = { composer, documents: [], at, problems, started: 0, errors: 0, gaveUp: false };
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens += 1;
    takeTokens(reading, parser.next(lexeme));
    checkBounds(reading, parser, tokens);
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

function checkBounds(reading: Reading, parser: Parser, tokens: number): void {
  // The document and the value in hand are on the stack too.
  if (parser.stack.length > maxDepth + 2) {
    giveUp(reading, 'too-deep', parser.offset, `the file nests deeper than ${maxDepth} levels`, 'Use fewer levels.');
  } else if (tokens > maxTokens) {
    giveUp(reading, 'too-many-values', parser.offset, 'the file holds too much', 'Divide it with "extends".');
  }
}

function giveUp(reading: Reading, code: string, offset: number, message: string, cure: string): void {
  reading.gaveUp = true;
  reading.problems.add(code, reading.at(offset), message, cure);
}

function reportErrors(document: YamlDocument, at: LineIndex, problems: ProblemList): void {
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    const { message, cure } = describeYamlError(code);
    problems.add(`yaml-${code.toLowerCase().replaceAll('_', '-')}`, at(pos[0]), message, cure);
  }
}
