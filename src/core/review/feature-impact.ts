const meanings = new Map([
  ['owner', 'change every setting and every client'],
  ['access_issuer', 'issue access tokens for any user'],
  ['direct_access', "read and write every user's record directly"],
  ['direct_read_access', "read every user's record directly"],
  ['login_client', 'sign users in'],
]);

/** What a client may do after its feature list has changed that it could not before, and the reverse. */
export function featureImpact(alias: string, before: readonly string[], after: readonly string[]): string {
  const gained = after.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  const sentences = [...sentence(`${alias} can`, gained), ...sentence(`${alias} can no longer`, lost)];
  return sentences.length === 0 ? 'Nothing changes: the order of a feature list means nothing.' : sentences.join(' ');
}

function sentence(start: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const known = names.map((name) => {
    const meaning = meanings.get(name);
    return meaning === undefined ? `do what the feature ${name} stands for` : `${meaning} (${name})`;
  });
  return [`${start} ${known.join(', and ')}.`];
}
