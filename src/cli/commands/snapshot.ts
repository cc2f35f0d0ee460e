import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan snapshot */
export class SnapshotCommand extends BaseCommand {
  static override summary = 'Writes the live application to a file, without a single secret.';

  static override description =
    'Reads everything that the application of the file has. Secrets are keyed fingerprints (CAPSTAN_FINGERPRINT_KEY, else the secret of the caller): with the same key one can tell whether a secret changed, but not read it. For `plan --snapshot`, `compare` and `--baseline`, which then need neither network nor credentials.';

  static override examples = [
    '<%= config.bin %> snapshot --out live.json',
    '<%= config.bin %> snapshot --out live.json --redact "custom.*" --redact "clients.*.custom.*"',
  ];

  static override flags = {
    ...serviceFlags,
    out: Flags.string({ helpValue: 'FILE', description: 'The file to write; left out: stdout.' }),
    redact: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TARGET',
      description: 'Hides these values too; * stands for any characters; may be repeated.',
    }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags } = await this.parse(SnapshotCommand);
    const [{ common, session }, { snapshotApplication }] = await Promise.all([
      this.open(flags),
      import('../actions/snapshot.ts'),
    ]);
    return snapshotApplication({ ...common, out: flags.out, redact: flags.redact ?? [] }, session);
  }
}
