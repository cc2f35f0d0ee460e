import { visibleText } from '../../render/escape/visible-text.ts';
import type { Style } from '../../render/text/style.ts';
import { indented, widestOf, wrapText } from '../../render/text/wrap-text.ts';

/** What is known about one name, in the order of output. */
export type Explanation = {
  readonly topic: 'setting' | 'target' | 'finding' | 'problem' | 'exit code' | 'search';
  readonly name: string;
  readonly says: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
};

/** A label with its text. */
export type Fact = readonly [label: string, text: string];

type Section = { readonly title: string; readonly paragraphs: readonly string[] };

const indentColumns = 2;

/** An explanation for people. */
export function explanationText({ topic, name, says, facts, sections }: Explanation, style: Style): string {
  const head = [`${style.bold(visibleText(name))}  ${style.dim(topic)}`, ...paragraph(says, style)];
  const blocks = [
    head,
    factLines(facts, style),
    ...sections.map(({ title, paragraphs }) => [
      style.bold(title),
      ...paragraphs.flatMap((text) => paragraph(text, style)),
    ]),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function paragraph(text: string, style: Style): readonly string[] {
  return indented(wrapText(visibleText(text), style.width - indentColumns), indentColumns);
}

function factLines(facts: readonly Fact[], style: Style): readonly string[] {
  const column = widestOf(facts.map(([label]) => label)) + 2;
  return facts.flatMap(([label, text], at) => {
    const shown = facts[at - 1]?.[0] === label ? '' : label;
    const [first = '', ...rest] = wrapText(visibleText(text), style.width - indentColumns - column);
    return [`${' '.repeat(indentColumns)}${style.dim(visibleText(shown).padEnd(column))}${first}`].concat(
      indented(rest, indentColumns + column),
    );
  });
}

/** The same as JSON: facts with one label are a list. */
export function explanationJson({ topic, name, says, facts, sections }: Explanation): object {
  const labels = [...new Set(facts.map(([label]) => label))];
  const texts = (label: string): readonly string[] => facts.filter(([one]) => one === label).map(([, text]) => text);
  return { topic, name, says, facts: labels.map((label) => ({ label, texts: texts(label) })), sections };
}
