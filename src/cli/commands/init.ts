import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan init */
export class Init extends BaseCommand {
  static override summary = 'Writes the first files: configuration, protections, variables, CI workflows.';

  static override description =
    'Asks on a terminal for what no flag says. With credentials in the environment it reads once whether they, the application and the region fit, and writes nothing when they do not. A file that exists is left as it is and named; .gitignore is only appended to.';

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
      description: 'Region of the Configuration API; the registration domain shows it.',
    }),
    'config-url': Flags.string({
      helpValue: 'URL',
      description: 'The Configuration API, where no region stands for it.',
    }),
    'capture-url': Flags.string({
      helpValue: 'URL',
      description: 'The registration domain (Console, Manage Application): with it, single keys can be written.',
    }),
    ci: Flags.string({
      options: ['github', 'gitlab', 'none'],
      helpValue: 'github|gitlab|none',
      description: 'Whose workflow is written; by default that of the remote origin, else github.',
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
