import { Args } from '@oclif/core';
import { ProgramCommand } from './base-command.ts';

/** capstan completion */
export class Completion extends ProgramCommand {
  static override summary = 'Prints a script for shell completion of commands, flags, files and targets.';

  static override description =
    'Targets, aliases and ids of runs come from the files in the working folder. The first lines of the script say where to install it.';

  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    'source <(<%= config.bin %> completion zsh)',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/<%= config.bin %>.fish',
  ];

  static override args = {
    shell: Args.string({
      required: true,
      ignoreStdin: true,
      options: ['bash', 'zsh', 'fish'],
      description: 'bash, zsh or fish.',
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const { shellScripts } = await import('../completion/complete.ts');
    this.config.host.stdout.write(shellScripts.get(args.shell) ?? '');
  }
}
