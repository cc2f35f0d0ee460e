import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan import */
export class Import extends BaseCommand {
  static override summary = 'Writes the live configuration as a capstan file. Writes nothing to the service.';

  static override description =
    'Reads the application and writes a readable file: grouped, sorted and commented. Then makes a plan from that file, which must be in sync. Secrets are not written; --manage-secrets writes references to them. An existing file is never overwritten.';

  static override examples = [
    '<%= config.bin %> import --application ID --region us',
    '<%= config.bin %> import --application ID --region eu --capture-url https://my-app.eu.janraincapture.com --out prod.yaml',
    '<%= config.bin %> import --application ID --region us --client "Web Login" --print',
    '<%= config.bin %> import --from 73jzx34tnr5ruhsze494ssgz2b_settings.csv --region us',
  ];

  static override flags = {
    ...serviceFlags,
    from: Flags.string({
      helpValue: 'PATH',
      description:
        'Reads a saved application instead of the live one: the CSV export of the Console, a snapshot, or a folder of JSON responses. Needs no credentials.',
    }),
    application: Flags.string({
      helpValue: 'ID',
      description: 'Id of the application; with --from only if the source does not contain it.',
    }),
    region: Flags.string({
      options: ['us', 'eu', 'au', 'sa', 'cn', 'sg'],
      helpValue: 'REGION',
      description: 'Region of the Configuration API.',
    }),
    'config-url': Flags.string({
      helpValue: 'URL',
      description: 'URL of the Configuration API, if it is not that of a region.',
    }),
    'capture-url': Flags.string({
      helpValue: 'URL',
      description: 'The registration domain; needed to write single keys.',
    }),
    client: Flags.string({
      multiple: true,
      helpValue: 'NAME',
      description: 'Imports only these API clients, by name or id; by default all.',
    }),
    'manage-secrets': Flags.boolean({ description: 'Writes ${secret:NAME} for each secret, and a .env.example.' }),
    out: Flags.string({ helpValue: 'FILE', description: 'The file to write; by default capstan.yaml.' }),
    print: Flags.boolean({
      exclusive: ['out'],
      description:
        'Prints the file instead of writing it; with --client only the entries of these clients, for an existing file.',
    }),
  };

  async run(): Promise<number> {
    const { flags, metadata } = await this.parse(Import);
    const [{ common, session }, { importAsAsked, noFileToRead }] = await Promise.all([
      this.open(flags),
      import('../actions/import.ts'),
    ]);
    if (metadata.flags['file']?.setFromDefault !== true) throw noFileToRead();
    return importAsAsked(
      {
        format: common.format,
        verbosity: common.verbosity,
        from: flags.from ?? null,
        application: flags.application ?? null,
        region: flags.region ?? null,
        configUrl: flags['config-url'] ?? null,
        captureUrl: flags['capture-url'] ?? null,
        clients: flags.client ?? [],
        secrets: flags['manage-secrets'] ? 'references' : 'unmanaged',
        destination: flags.print ? { kind: 'print' } : { kind: 'file', path: flags.out ?? 'capstan.yaml' },
      },
      session,
    );
  }
}
