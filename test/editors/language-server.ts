import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** What an editor underlines. */
export type Diagnostic = { readonly message: string; readonly range: { readonly start: { readonly line: number } } };

type Message = { readonly id?: number; readonly method?: string; readonly params?: unknown; readonly result?: unknown };
type Published = { readonly uri: string; readonly diagnostics: readonly Diagnostic[] };

const yamlSettings = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
const require = createRequire(import.meta.url);
const program = require.resolve('yaml-language-server/bin/yaml-language-server');

/** The real yaml-language-server, spoken to as an editor does: messages of JSON-RPC with a header, over its streams. */
export class LanguageServer {
  readonly #child: ChildProcess = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #published = new Map<string, (found: readonly Diagnostic[]) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  static async start(): Promise<LanguageServer> {
    const server = new LanguageServer();
    server.#child.stdout?.on('data', (data: Buffer) => server.#read(data));
    await server.#ask('initialize', { processId: null, rootUri: null, capabilities: {} });
    server.#send({ method: 'initialized', params: {} });
    server.#send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: yamlSettings } } });
    return server;
  }

  /** Opens a text and gives what the server finds wrong with it. */
  open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    const found = new Promise<readonly Diagnostic[]>((resolve) => this.#published.set(uri, resolve));
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    return found;
  }

  /** What may be written at a place. */
  async complete(uri: string, line: number, character: number): Promise<readonly string[]> {
    const params = { textDocument: { uri }, position: { line, character } };
    const { items } = (await this.#ask('textDocument/completion', params)) as { items: readonly { label: string }[] };
    return items.map(({ label }) => label);
  }

  /** What is told of a place. */
  async hover(uri: string, line: number, character: number): Promise<string> {
    const params = { textDocument: { uri }, position: { line, character } };
    return JSON.stringify(await this.#ask('textDocument/hover', params));
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.toString('latin1', 0, Math.max(0, head)))?.[1]);
      if (head < 0 || this.#buffer.length < head + 4 + length) return;
      this.#take(JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)) as Message);
      this.#buffer = this.#buffer.subarray(head + 4 + length);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as Published;
      this.#published.get(uri)?.(diagnostics);
    } else if (id !== undefined && method !== undefined) {
      // It asks for its settings again, and to be told of changes: it has all that it gets.
      this.#send({ id, result: method === 'workspace/configuration' ? settingsFor(params) : null });
    } else if (id !== undefined) this.#answers.get(id)?.(result);
  }
}

function settingsFor(params: unknown): readonly unknown[] {
  const { items } = params as { readonly items: readonly { readonly section: string }[] };
  return items.map(({ section }) => (section === 'yaml' ? yamlSettings : null));
}
