// docs/reference/published-codes.json: every exit code and every code of a finding or problem that was ever published, with what it
// means. Scripts rely on them (docs/versioning.md), so this adds what is new and refuses what is gone or means something else.

/** What the sources say now, by kind and code. */
export function codesNow({ exitCodeMeanings, guards, problems }) {
  const findings = Object.entries(guards).map(([code, { severity, override, says }]) => [
    code,
    `${severity}; override: ${override}. ${says}`,
  ]);
  return {
    exitCodes: Object.fromEntries(exitCodeMeanings),
    findings: Object.fromEntries(findings),
    problems: { ...problems },
  };
}

/** What scripts rely on and would not find any more. */
export function brokenCodes(published, now) {
  return Object.entries(published).flatMap(([kind, codes]) =>
    Object.entries(codes).flatMap(([code, meaning]) => {
      const found = now[kind]?.[code];
      if (found === undefined) return [`${kind}: ${code} is gone`];
      return found === meaning
        ? []
        : [`${kind}: ${code} meant ${JSON.stringify(meaning)}, and is now ${JSON.stringify(found)}`];
    }),
  );
}

/** The file as it has to be: with what is new. Throws where a published code is broken. */
export function publishedCodes(text, now) {
  const broken = brokenCodes(text === null ? {} : JSON.parse(text), now);
  if (broken.length > 0) {
    const rule =
      'A code keeps its meaning until the next major version (docs/versioning.md). Where only the words are better, change them in docs/reference/published-codes.json by hand.';
    throw new Error(`${broken.join('\n')}\n${rule}`);
  }
  return `${JSON.stringify(now, null, 2)}\n`;
}
