import { comment } from './comment.ts';
import type { ImportApplication } from './import-choice.ts';
import { writeLine } from './write-string.ts';

/** The head of a whole file: what it is, and which application it belongs to. */
export function headerLines(application: ImportApplication): readonly string[] {
  return [
    '# yaml-language-server: $schema=./node_modules/capstan/schemas/config.schema.json',
    comment(''),
    comment('What this application had when `capstan import` read it.'),
    comment('Change a value here and run `capstan plan` to see what that would do; `capstan apply` carries it out.'),
    comment('A setting that is not in this file is never touched. To remove one, list it under `absent`.'),
    'version: 1',
    '',
    'application:',
    `  id: ${writeLine(application.id)}`,
    ...hostLines(application).map((line) => `  ${line}`),
  ];
}

function hostLines({ region, configUrl, captureUrl }: ImportApplication): readonly string[] {
  return [
    ...(region === null ? [] : [`region: ${writeLine(region)}`]),
    ...(configUrl === null ? [] : [`configUrl: ${writeLine(configUrl)}`]),
    ...(captureUrl === null ? captureUrlHint : [`captureUrl: ${writeLine(captureUrl)}`]),
  ];
}

const captureUrlHint: readonly string[] = [
  comment(
    'With the registration domain, single keys are written one by one instead of whole scopes. The Console shows it',
  ),
  comment('on the page "Manage Application". Fill it in and remove the mark:'),
  comment('captureUrl: https://YOUR-APP.us-dev.janraincapture.com'),
];
