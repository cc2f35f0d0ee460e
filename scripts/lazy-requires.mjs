// oclif's modules ask for all others when they load, so that one command would evaluate all of oclif. What TypeScript makes
// of an import has a name of its own, such as errors_1: it can be asked for where it is used instead.

const statement = /^(?:const|var) (\w+_\d+) = (__import(?:Star|Default)\()?(require\("[^"]+"\)\)?);$/gmu;

/** CommonJS as TypeScript makes it, where each module that it names is loaded at its first use. */
export function lazyRequires(text) {
  const names = [...text.matchAll(statement)].map(([, name]) => name);
  if (names.length === 0) return text;
  const uses = new RegExp(`(?<![\\w$.])(?:${names.join('|')})(?![\\w$])(?! = )`, 'gu');
  // A name of a module holds what it gives once that is loaded.
  const declared = (_, name, wrapped = '', required) =>
    `let ${name}_loaded;const ${name} = () => (${name}_loaded ??= ${wrapped}${required});`;
  return text.replace(uses, '($&())').replace(statement, declared);
}
