import type { ErrorCode } from 'yaml';

/** What a YAML error means, in words of our own: the parser's messages may quote the text of the file. */
export type YamlTrouble = { readonly message: string; readonly cure: string };

const indentation: YamlTrouble = {
  message: 'the indentation does not fit',
  cure: 'Indent with spaces, and the entries of one map or list alike.',
};
const aliasTrouble: YamlTrouble = { message: 'this anchor or alias cannot be read', cure: 'Write the value out.' };
const structure: YamlTrouble = {
  message: 'something stands here that YAML does not allow at this place',
  cure: 'Check brackets, quotes and colons; put text with special characters in quotes.',
};
const keyTrouble: YamlTrouble = {
  message: 'this cannot be the key of a map',
  cure: 'Write each key on one line, followed by a colon and a blank.',
};
const tagTrouble: YamlTrouble = { message: 'tags are not supported', cure: 'Remove the tag; put text in quotes.' };

const troubles: Readonly<Record<ErrorCode, YamlTrouble>> = {
  ALIAS_PROPS: aliasTrouble,
  BAD_ALIAS: aliasTrouble,
  MULTIPLE_ANCHORS: aliasTrouble,
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
    message: 'a map or list stands where one value is expected',
    cure: 'Put it on lines of its own, further indented; put text that holds a colon in quotes.',
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
  MULTILINE_IMPLICIT_KEY: keyTrouble,
  NON_STRING_KEY: keyTrouble,
  MULTIPLE_DOCS: {
    message: 'the file holds several documents',
    cure: 'Keep one document in a file; remove the line "---".',
  },
  MULTIPLE_TAGS: tagTrouble,
  TAG_RESOLVE_FAILED: tagTrouble,
  BAD_COLLECTION_TYPE: tagTrouble,
  RESOURCE_EXHAUSTION: { message: 'the file is nested too deep', cure: 'Use fewer levels.' },
  UNEXPECTED_TOKEN: structure,
};

/** The meaning of a parser error, by its code. */
export function describeYamlError(code: ErrorCode): YamlTrouble {
  return troubles[code];
}
