import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan init */
export class Init extends BaseCommand {
  static override summary = 'Writes the first files: configuration, protections, variables, CI workflows.';

  static override description =
    'On a terminal, asks for values that no flag gives. With credentials in the environment it first checks that they fit the application and the region, and writes nothing if they do not. It leaves existing files unchanged and lists them; to .gitignore it only appends.';

  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --application ID --region us --capture-url https://my-app.us-dev.janraincapture.com --ci github',
  ];

  static override flags = {
    ...serviceFlags,
    application: Flags.string({
      helpValue: 'ID',
      description: 'Id of the application (Console, Manage Application).',
    }),
    region: Flags.string({
      options: ['us', 'eu', 'au', 'sa', 'cn', 'sg'],
      helpValue: 'REGION',
      description: 'Region of the Configuration API, as the registration domain shows it.',
    }),
    'config-url': Flags.string({
      helpValue: 'URL',
      description: 'URL of the Configuration API, if it is not that of a region.',
    }),
    'capture-url': Flags.string({
      helpValue: 'URL',
      description: 'The registration domain (Console, Manage Application); needed to write single keys.',
    }),
    ci: Flags.string({
      options: ['github', 'gitlab', 'none'],
      helpValue: 'github|gitlab|none',
      description: 'The CI system to write a workflow for; by default that of the remote origin, else github.',
    }),
  };

  async run(): Promise<number> {
    const { flags, metadata } = await this.parse(Init);
    const [{ common, session }, { initFolder, readsNoFile }] = await Promise.all([
      this.open(flags),
      import('../actions/init.ts'),
    ]);
    if (metadata.flags['file']?.setFromDefault !== true) throw readsNoFile();
    return initFolder(
      {
        format: common.format,
        verbosity: common.verbosity,
        application: flags.application,
        region: flags.region,
        configUrl: flags['config-url'],
        captureUrl: flags['capture-url'],
        ci: flags.ci,
      },
      session,
    );
  }
}
