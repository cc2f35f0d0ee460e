import { access } from 'node:fs/promises';
import { win32 } from 'node:path';

/** The variables of a process. */
export type Environment = { readonly [name: string]: string | undefined };

/** Those of these names that there are. Windows knows no case of them: PATH is `Path` there. */
export function variablesNamed(
  names: readonly string[],
  environment: Environment,
  platform: string = process.platform,
): Readonly<Record<string, string>> {
  const inCase = (name: string): string => (platform === 'win32' ? name.toUpperCase() : name);
  const known = new Map(Object.entries(environment).map(([name, value]) => [inCase(name), value]));
  const found = names.map((name) => [name, known.get(inCase(name))] as const);
  return Object.fromEntries(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * What is started as git; null: there is none. Windows would look in the working folder first, which is that of the repository: a commit could
 * bring a git of its own. So it is looked for here, in the folders of PATH that have a whole path.
 */
export async function gitProgram(
  path: string,
  platform: string = process.platform,
  isThere: (file: string) => Promise<boolean> = exists,
): Promise<string | null> {
  if (platform !== 'win32') return 'git';
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''));
  for (const folder of folders.filter((each) => /^(?:[a-z]:[\\/]|\\\\)/iu.test(each))) {
    const file = win32.join(folder, 'git.exe');
    if (await isThere(file)) return file;
  }
  return null;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
