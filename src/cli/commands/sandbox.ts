import { Flags } from '@oclif/core';
import { ProgramCommand } from './base-command.ts';

/** capstan sandbox */
export class Sandbox extends ProgramCommand {
  static override summary = 'Runs a local Identity Cloud that behaves as the documentation of both APIs says.';

  static override description =
    'Listens on 127.0.0.1 only, and prints a configuration to copy. Ctrl-C stops it. Switches decide what the public documentation leaves open.';

  static override examples = [
    '<%= config.bin %> sandbox',
    '<%= config.bin %> sandbox --port 0 --state sandbox.json',
    '<%= config.bin %> sandbox --switch perKeyValues=text --switch cacheSeconds=30',
    '<%= config.bin %> sandbox --switch list',
  ];

  static override flags = {
    port: Flags.integer({
      helpValue: 'PORT',
      default: 8787,
      min: 0,
      max: 65_535,
      summary: 'Port to listen on; 0 takes any free one.',
    }),
    state: Flags.string({ helpValue: 'FILE', summary: 'Keeps its state in this file across restarts.' }),
    seed: Flags.string({ helpValue: 'FILE', summary: 'State to start from when there is no state file yet.' }),
    clock: Flags.string({
      helpValue: 'TIME',
      summary: 'Time in UTC at which its clock starts, to replay recorded signed requests.',
    }),
    switch: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'NAME=VALUE',
      summary:
        'Decides a question that the documentation leaves open; may be repeated. --switch list prints all of them.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Sandbox);
    // Loaded here, so that the other commands start without a server.
    const { runSandbox } = await import('../../sandbox/run-sandbox.ts');
    const { stdout, signals } = this.config.host;
    const { columns } = stdout;
    const { wrapLines } = await import('../../render/text/wrap-text.ts');
    await runSandbox(
      { ...flags, switch: flags.switch ?? [] },
      {
        print: (text) => void stdout.write(`${columns === undefined ? text : wrapLines(text, columns)}\n`),
        ended: () =>
          new Promise((resolve) => {
            signals.on('SIGINT', resolve);
            signals.on('SIGTERM', resolve);
          }),
      },
    );
  }
}
