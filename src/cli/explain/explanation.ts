/** What is known of one thing that a user may ask for, in the order in which it is told. */
export type Explanation = {
  readonly topic: 'setting' | 'target' | 'finding' | 'problem' | 'exit code' | 'search';
  readonly name: string;
  readonly says: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
};

/** A label with what stands beside it. */
export type Fact = readonly [label: string, text: string];

type Section = { readonly title: string; readonly paragraphs: readonly string[] };
