import type { Style } from '../render/text/style.ts';
import { indented, padded, widestOf, wrapText } from '../render/text/wrap-text.ts';

/** The commands in the order of a first use. */
export const commandGroups: readonly (readonly [title: string, commands: readonly string[]])[] = [
  ['Start', ['init', 'import', 'doctor', 'sandbox']],
  ['Change', ['validate', 'plan', 'show', 'apply', 'runs', 'undo', 'unlock']],
  ['Watch', ['drift', 'absorb', 'compare', 'snapshot', 'report', 'fleet']],
  ['Tools', ['explain', 'schema', 'completion']],
];

const examples: readonly (readonly [command: string, says: string])[] = [
  ['capstan init', 'writes the first files; asks for what it needs'],
  ['capstan plan', 'shows what apply would change'],
  ['capstan apply', 'shows the plan again, asks, and applies it'],
  ['capstan drift', 'shows what was changed in the live application'],
  ['capstan undo latest', 'restores the values from before the last run'],
];

const first = 'Start with `capstan init`, or try it without an account: `capstan sandbox`.';
const more =
  'More: `capstan COMMAND --help` on a command, `capstan explain WORD` on a setting or a code; README.md and docs/ of the repository; on the service https://techdocs.akamai.com/identity-cloud/docs';

/** The help of the program without a command. `summaryOf`: what a command does, in a sentence. */
export function rootHelpText(version: string, summaryOf: (command: string) => string, style: Style): string {
  const width = Math.min(style.width, 100);
  const wrapped = (text: string): readonly string[] => wrapText(text, width);
  const column = widestOf(commandGroups.flatMap(([, commands]) => commands)) + 4;
  const parts = [
    [`capstan ${version}: configuration as code for Akamai Identity Cloud`],
    [style.bold('Examples'), ...exampleLines()],
    wrapped(first),
    ...commandGroups.map(([title, commands]) => [
      style.bold(title),
      ...commands.flatMap((name) => commandLines(name, summaryOf(name), { column, width })),
    ]),
    wrapped(more),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function exampleLines(): readonly string[] {
  const column = widestOf(examples.map(([command]) => command)) + 2;
  // A dollar sign would be copied with the command.
  return examples.map(([command, says]) => `  ${padded(command, column)}# ${says}`);
}

type Columns = { readonly column: number; readonly width: number };

function commandLines(name: string, summary: string, { column, width }: Columns): readonly string[] {
  const [line = '', ...rest] = wrapText(summary, width - column);
  return [`  ${padded(name, column - 2)}${line}`, ...indented(rest, column)];
}
