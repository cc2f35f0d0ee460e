// The types of the library for `require`: the same as for `import`, under a name that says CommonJS.
import ts from 'typescript';

/** Text of the declarations beside `path`: each name of it, as what it is there. */
export function commonTypes(path) {
  const program = ts.createProgram([path], { module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)));
  const things = exported.map((symbol) => ({
    name: symbol.name,
    flags: (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol).flags,
  }));
  const types = things.filter(({ flags }) => flags & ts.SymbolFlags.Type);
  const values = things.filter(({ flags }) => flags & ts.SymbolFlags.Value);
  const from = `from './index.d.ts' with { 'resolution-mode': 'import' };`;
  return [
    `import type * as library ${from}`,
    `export type { ${types
      .filter((type) => !values.includes(type))
      .map(({ name }) => name)
      .join(', ')} } ${from}`,
    ...values.map(({ name }) => `export declare const ${name}: typeof library.${name};`),
    // A class is a type as well.
    ...types.filter((type) => values.includes(type)).map(({ name }) => `export type ${name} = library.${name};`),
    '',
  ].join('\n');
}
