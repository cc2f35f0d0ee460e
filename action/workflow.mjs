// The output of a step to the runner: annotations, outputs, the summary, and text without commands.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { surroundings } from './surroundings.mjs';

/** Control characters and those that turn the direction of text, made visible; line breaks stay. */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char === '\n' || char === '\t' ? char : `\\u{${char.codePointAt(0).toString(16)}}`,
  );
}

const inData = (text) => visible(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
const inProperty = (text) => inData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** An annotation of a run: level is error, warning or notice; place may have file, line and column. */
export function annotate(level, message, { title = 'capstan', file, line, column } = {}) {
  const place = Object.entries({ title, file, line, col: column })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${inProperty(String(value))}`);
  surroundings().print(`::${level} ${place.join(',')}::${inData(message)}\n`);
}

/** Prints untrusted text, so that no line of it can be a command to the runner. */
export function printUntrusted(text) {
  if (text.trim() === '') return;
  const token = randomUUID();
  surroundings().print(`::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`);
}

/** Markdown for a log: without the tags and character references that keep values from breaking out. */
export function inLog(markdown) {
  return (
    markdown
      .replace(/<!--.*?-->\n?|<\/?(?:code|b|details|summary)>/g, '')
      .replaceAll('<br>', ' ')
      // It only stops the search for mentions; in values it is written out.
      .replaceAll('&#8203;', '')
      // None has more digits, and not every number is that of a character.
      .replace(/&#(\d{1,4});/g, (_, code) => visible(String.fromCodePoint(Number(code))))
  );
}

/** Sets an output of the step. */
export function setOutput(name, value) {
  const end = randomUUID();
  appendTo('GITHUB_OUTPUT', `${name}<<${end}\n${value}\n${end}\n`);
}

/** Adds markdown to the page of the run. */
export function addSummary(markdown) {
  appendTo('GITHUB_STEP_SUMMARY', `${markdown.trimEnd()}\n\n`);
}

function appendTo(variable, text) {
  const file = surroundings().env[variable] ?? '';
  if (file !== '') appendFileSync(file, text);
}
