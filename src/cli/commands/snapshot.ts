import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan snapshot */
export class SnapshotCommand extends BaseCommand {
  static override summary = 'Writes the live application to a file, without any secret.';

  static override description =
    'Reads the whole application that the file names. Secrets become keyed fingerprints (CAPSTAN_FINGERPRINT_KEY, else the client secret): the same key shows whether a secret changed, but not its value. Use the snapshot with `plan --snapshot`, `compare` and `--baseline`, which then need neither network nor credentials.';

  static override examples = [
    '<%= config.bin %> snapshot --out live.json',
    '<%= config.bin %> snapshot --out live.json --redact "custom.*" --redact "clients.*.custom.*"',
  ];

  static override flags = {
    ...serviceFlags,
    out: Flags.string({ helpValue: 'FILE', description: 'The file to write; by default stdout.' }),
    redact: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TARGET',
      description: 'Also hides these values; * stands for any characters; may be repeated.',
    }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags } = await this.parse(SnapshotCommand);
    const [{ common, session }, { snapshotApplication }] = await Promise.all([
      this.open(flags),
      import('../actions/import.ts'),
    ]);
    return snapshotApplication({ ...common, out: flags.out, redact: flags.redact ?? [] }, session);
  }
}
