// What the declarations of the library need, and no more. tsc gives those of every file that the library loads: of what is exported only to
// another file of the program no consumer has any use, it may lead to packages that a consumer does not have, and it is most of the text.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Leaves in `folder` the declarations that those of its index.d.ts lead to. */
export function pruneTypes(folder) {
  const entry = join(folder, 'index.d.ts');
  const kept = keptTexts(entry);
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!path.endsWith('.d.ts') || path === entry) continue;
    const text = kept.get(path);
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
  }
}

function keptTexts(entry) {
  const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true });
  const reached = reachedFrom(program.getSourceFile(entry), program.getTypeChecker());
  const files = program.getSourceFiles().filter((file) => file.statements.some((statement) => reached.has(statement)));
  return new Map(files.map((file) => [join(file.fileName), keptText(file, reached)]));
}

/** The statements that `file` leads to, itself included, and of those that import or export by name the names. */
function reachedFrom(file, checker) {
  const reached = new Set(file.statements);
  for (const node of reached) visit(node);
  return reached;

  function visit(node) {
    if (ts.isIdentifier(node)) follow(checker.getSymbolAtLocation(node));
    // The names of a statement that imports or exports are followed where they are used; in the first file all are.
    if (isListOfNames(node) && node.getSourceFile() !== file) return;
    ts.forEachChild(node, visit);
  }

  // One step at a time: a file that hands a name on is needed as well.
  function follow(symbol) {
    for (const declaration of symbol?.declarations ?? []) {
      if (declaration.getSourceFile().isDeclarationFile) add(declaration);
    }
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) follow(checker.getImmediateAliasedSymbol(symbol));
  }

  function add(declaration) {
    reached.add(declaration);
    reached.add(statementOf(declaration));
  }
}

function statementOf(node) {
  return node.parent === undefined || ts.isSourceFile(node.parent) ? node : statementOf(node.parent);
}

function isListOfNames(node) {
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
}

function keptText(file, reached) {
  const texts = file.statements
    .filter((statement) => reached.has(statement) || isEmptyExport(statement))
    .map((statement) => withoutNames(statement, reached));
  return `${texts.join('').trim()}\n`;
}

// `export {}`: without it a file whose declarations are all its own would be no module.
function isEmptyExport(statement) {
  return ts.isExportDeclaration(statement) && statement.exportClause?.elements?.length === 0;
}

/** The text of a statement; of its list of names, those that are reached. */
function withoutNames(statement, reached) {
  const text = statement.getFullText();
  if (!isListOfNames(statement)) return text;
  const list = statement.importClause?.namedBindings ?? statement.exportClause;
  const names = (list?.elements ?? []).filter((name) => reached.has(name)).map((name) => name.getText());
  if (names.length === 0) return text;
  const [from, to] = [list.getStart(), list.end].map((place) => place - statement.getFullStart());
  return `${text.slice(0, from)}{ ${names.join(', ')} }${text.slice(to)}`;
}
