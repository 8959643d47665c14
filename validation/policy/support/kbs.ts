import type { Initdata, TomlTable } from '../../../initdata/read.ts';
import type { Json } from '../../json.ts';
import { textAt } from './values.ts';

/** What one program of the guest is told of the key broker service (KBS). */
export interface KbsClient {
  readonly program: 'attestation agent' | 'confidential data hub';
  /** Its file and the key of the URL. */
  readonly key: string;
  readonly url?: string;
  /** PEM. */
  readonly certificate?: string;
}

/** Both programs, as far as the initdata has their files (document section 3.6). */
export function kbsClients({ attestationAgent, confidentialDataHub }: Initdata): KbsClient[] {
  return [
    ...(attestationAgent === undefined
      ? []
      : [client('attestation agent', attestationAgent, 'aa.toml', 'token_configs/kbs', 'cert')]),
    ...(confidentialDataHub === undefined
      ? []
      : [client('confidential data hub', confidentialDataHub, 'cdh.toml', 'kbc', 'kbs_cert')]),
  ];
}

function client(
  program: KbsClient['program'],
  table: TomlTable,
  file: string,
  section: string,
  certificateKey: string,
): KbsClient {
  const url = textAt(table as Json, `/${section}/url`);
  const certificate = textAt(table as Json, `/${section}/${certificateKey}`);
  return {
    program,
    key: `${file} [${section.replace('/', '.')}] url`,
    ...(url !== undefined && { url }),
    ...(certificate !== undefined && { certificate }),
  };
}
