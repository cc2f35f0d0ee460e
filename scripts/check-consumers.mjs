// What a package looks like from outside: from TypeScript in each way of finding modules, from `import` and from `require`.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';

const use = [
  'type Arguments = Parameters<typeof plan>;',
  'export async function status(...given: Arguments): Promise<string> {',
  '  const planned: Plan = await plan(...given);',
  '  return planned.status;',
  '}',
  "export const secret: Secret = new Secret('a');",
  '// @ts-expect-error: what is missing is noticed, so the types are more than any.',
  'plan();',
];
const imports = "import { type Plan, plan, Secret } from 'capstan';";

/** One file for each way to name the library; the first line is the way. */
const consumers = {
  'module.mts': [imports, ...use],
  'common.cts': [imports, ...use],
  'required.cts': [
    "import capstan = require('capstan');",
    'const { plan } = capstan;',
    'type Plan = capstan.Plan;',
    'import Secret = capstan.Secret;',
    ...use,
  ],
  'plain.ts': [imports, ...use],
};

/** Both kinds of module where TypeScript tells them apart; what a bundler reads has one kind. */
const settings = [
  { module: 'node16', resolution: 'node16', files: ['module.mts', 'common.cts', 'required.cts'] },
  { module: 'nodenext', resolution: 'nodenext', files: ['module.mts', 'common.cts', 'required.cts'] },
  { module: 'esnext', resolution: 'bundler', files: ['plain.ts', 'module.mts'] },
  { module: 'preserve', resolution: 'bundler', files: ['plain.ts', 'required.cts'] },
];

function compile(tsc, folder, { module, resolution, files }) {
  const flags = ['--noEmit', '--strict', '--module', module, '--moduleResolution', resolution, '--target', 'es2023'];
  return spawnSync(process.execPath, [tsc, ...flags, '--types', 'node', ...files], { cwd: folder, encoding: 'utf8' });
}

/** The types stand by themselves, whatever the consumer's compiler is told. */
export function checkTypes(folder, tsc) {
  for (const [name, lines] of Object.entries(consumers)) writeFileSync(join(folder, name), lines.join('\n'));
  return settings.flatMap((setting) => {
    const { status, stdout, stderr } = compile(tsc, folder, setting);
    const how = `module ${setting.module}, moduleResolution ${setting.resolution}`;
    return status === 0 ? [] : [`A consumer (${how}) does not compile:\n${stdout}${stderr}`];
  });
}

const judge =
  "if (typeof plan !== 'function' || String(new Secret('canary')).includes('canary')) throw new Error('no library');";
const loads = [
  { what: "import('capstan')", type: 'module', code: `const { plan, Secret } = await import('capstan'); ${judge}` },
  { what: "require('capstan')", type: 'commonjs', code: `const { plan, Secret } = require('capstan'); ${judge}` },
  {
    what: 'import beside require',
    type: 'module',
    code: `import { createRequire } from 'node:module';
import { Secret } from 'capstan';
if (createRequire(process.cwd() + '/')('capstan').Secret !== Secret) throw new Error('two libraries');`,
  },
];

/** Both ways to load it, without the help that newer lines of Node give `require`; and both give the same library. */
export function checkLoading(folder) {
  return loads.flatMap(({ what, type, code }) => {
    const flags = ['--no-experimental-require-module', `--input-type=${type}`, '--eval', code];
    const { status, stderr } = spawnSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? [] : [`${what} fails: ${stderr}`];
  });
}

/** What arethetypeswrong says of the packed file. */
export async function checkResolution(tarball) {
  const { problems = [] } = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  return problems.map((problem) => `arethetypeswrong: ${JSON.stringify(problem)}`);
}
