import type { SettingSpec } from '../../model/setting.ts';

const maxLength = 100;

/** What a known setting means, in its first sentence, with its unit. */
export function describeSetting(facts: SettingSpec): string {
  const first = firstSentence(facts.description);
  return facts.unit === null ? first : `${first} (${facts.unit})`;
}

// A full stop after "e.g" ends no sentence. A sentence too long for a comment ends where its first thought does.
function firstSentence(text: string): string {
  const sentence = (/^.*?(?<!\b[ei]\.[ge])\.(?=\s)/s.exec(text)?.[0] ?? text).trim().replace(/\.$/, '');
  if (sentence.length <= maxLength) return sentence;
  const thought = /^.{20,100}?(?=\s\(|[;,]\s)/s.exec(sentence)?.[0];
  return thought ?? `${sentence.slice(0, maxLength).replace(/(?<!\s)\s+\S*$/, '')} ...`;
}
