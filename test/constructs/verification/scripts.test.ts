import { describe, expect, it } from 'vitest';
import { ATTESTATION_SCRIPT, EXIT, REFUSAL_SCRIPT } from '../../../constructs/verification/scripts.ts';
import {
  type Answers,
  answer,
  beginning,
  flood,
  type GuestRun,
  hasShell,
  runInGuest,
  silence,
} from './support/guest.ts';

/** As the data hub writes it, whatever the cause is (guest-components, api-server-rest). */
const DENIAL = answer(
  500,
  'rpc status: Status { code: INTERNAL, message: "[CDH] [ERROR]: Get Resource failed", details: [] }',
);
const SUCCESS = answer(200, 'success');
const KBS = [answer(404, '{}')];

const attest = (hub: Answers, kbs: Answers = KBS, env = {}): Promise<GuestRun> =>
  runInGuest({ script: ATTESTATION_SCRIPT, hub, kbs, env });
/** With patience for all requests that a verdict takes, however slow the machine is. */
const beRefused = (hub: Answers, kbs: Answers = KBS, env = {}): Promise<GuestRun> =>
  runInGuest({ script: REFUSAL_SCRIPT, hub, kbs, env: { PATIENCE: '30', ...env } });

interface Row {
  readonly what: string;
  readonly hub: Answers;
  readonly kbs?: Answers;
  readonly exit: number;
  readonly env?: Readonly<Record<string, string>>;
}

const { unexpected, refused, kbsSilent, hubSilent, released } = EXIT;

const ATTESTATION: readonly Row[] = [
  { what: 'the expected text', hub: [SUCCESS], exit: 0 },
  { what: 'the expected text and a line feed', hub: [answer(200, 'success\n')], exit: 0 },
  { what: 'two line feeds', hub: [answer(200, 'success\n\n')], exit: unexpected },
  { what: 'a carriage return', hub: [answer(200, 'success\r\n')], exit: unexpected },
  { what: 'a space before it', hub: [answer(200, ' success')], exit: unexpected },
  { what: 'a zero byte inside it', hub: [answer(200, 'suc\0cess')], exit: unexpected },
  { what: 'a zero byte after it', hub: [answer(200, 'success\0')], exit: unexpected },
  { what: 'more after it', hub: [answer(200, 'success #/')], exit: unexpected },
  {
    what: 'more after very many line feeds',
    hub: [answer(200, `success${'\n'.repeat(9000)}x`)],
    exit: unexpected,
  },
  { what: 'bytes that are no text', hub: [answer(200, Buffer.from([0xff, 0xfe, 0x00]))], exit: unexpected },
  { what: 'a pattern', hub: [answer(200, 'x')], env: { EXPECTED: '*' }, exit: unexpected },
  { what: 'nothing', hub: [answer(200)], exit: unexpected },
  { what: 'no content', hub: [answer(204)], exit: unexpected },
  {
    what: 'the text of a denial with status 200',
    hub: [answer(200, 'Get Resource failed')],
    exit: unexpected,
  },
  { what: 'a denial', hub: [DENIAL], exit: refused },
  { what: 'the expected text with status 500', hub: [answer(500, 'success')], exit: refused },
  { what: 'a denial, by a KBS that speaks of an error', hub: [DENIAL], kbs: [answer(500)], exit: refused },
  { what: 'a denial, by a KBS that wants no such request', hub: [DENIAL], kbs: [answer(401)], exit: refused },
  { what: 'an error while the KBS refuses connections', hub: [DENIAL], kbs: 'nothing', exit: kbsSilent },
  ...[502, 503, 504].map((status) => ({
    what: `an error while the router says ${status} for the KBS`,
    hub: [DENIAL],
    kbs: [answer(status)],
    exit: kbsSilent,
  })),
  { what: 'no connection', hub: 'nothing', exit: hubSilent },
  { what: 'no answer', hub: [silence], env: { WITHIN: '0.3' }, exit: hubSilent },
  {
    what: 'an answer that does not end',
    hub: [beginning('success')],
    env: { WITHIN: '0.3' },
    exit: hubSilent,
  },
  ...[403, 404, 405].map((status) => ({
    what: `${status}, as from a guest that serves no resources`,
    hub: [answer(status, 'URL NOT FOUND')],
    exit: hubSilent,
  })),
  { what: 'a redirection', hub: [answer(302)], exit: hubSilent },
  {
    what: 'no connection at first',
    hub: [silence, DENIAL, SUCCESS],
    env: { WITHIN: '0.2', PATIENCE: '30' },
    exit: 0,
  },
];

/** It gives up. */
const SOON = { PATIENCE: '1' };

const REFUSAL: readonly Row[] = [
  { what: 'denials', hub: [DENIAL], exit: 0 },
  { what: 'the resource', hub: [SUCCESS], exit: released },
  { what: 'anything with status 200', hub: [answer(200, 'x')], exit: released },
  { what: 'the resource after two denials', hub: [DENIAL, DENIAL, SUCCESS], exit: released },
  { what: 'a part of the resource', hub: [beginning('succ')], env: { WITHIN: '0.3' }, exit: released },
  {
    what: 'errors while the KBS refuses connections',
    hub: [DENIAL],
    kbs: 'nothing',
    env: SOON,
    exit: kbsSilent,
  },
  {
    what: 'errors while the router answers for the KBS',
    hub: [DENIAL],
    kbs: [answer(503)],
    env: SOON,
    exit: kbsSilent,
  },
  {
    what: 'errors while the KBS comes and goes',
    hub: [DENIAL],
    kbs: Array.from({ length: 999 }, (_, index) => answer(index % 2 === 0 ? 404 : 503)),
    env: SOON,
    exit: kbsSilent,
  },
  { what: 'no connection', hub: 'nothing', env: SOON, exit: hubSilent },
  { what: 'no answer', hub: [silence], env: { ...SOON, WITHIN: '0.3' }, exit: hubSilent },
  { what: '404, as from a guest that serves no resources', hub: [answer(404)], env: SOON, exit: hubSilent },
  {
    what: 'denials once the guest is ready',
    hub: [answer(404), silence, DENIAL],
    env: { WITHIN: '0.2' },
    exit: 0,
  },
];

const rows = (all: readonly Row[]) => all.map((row) => [row.what, row] as const);

describe.skipIf(!hasShell).concurrent('the script of attestation (skipped without bash and curl)', () => {
  it.each(rows(ATTESTATION))('with %s ends as it should', async (_what, { hub, kbs, env, exit }) => {
    const run = await attest(hub, kbs, env);
    expect(run.exit).toBe(exit);
    expect(run.output).toBe('');
  });

  it('asks once when the answer decides, and until its patience is over when it may be another', async () => {
    const once = ['/cdh/resource/default/attestation-status/status'];
    expect((await attest([SUCCESS])).asked).toEqual(once);
    expect((await attest([answer(200, 'x')])).asked).toEqual(once);
    expect((await attest([DENIAL], KBS, { PATIENCE: '3' })).asked.length).toBeGreaterThan(1);
  });

  it('reads little of an answer without end', async () => {
    const written = { bytes: 0 };
    expect((await attest([flood('success', written)])).exit).toBe(unexpected);
    expect(written.bytes).toBeGreaterThan(0);
    expect(written.bytes).toBeLessThan(50_000_000);
  });
});

describe.skipIf(!hasShell).concurrent('the script of refusal (skipped without bash and curl)', () => {
  it.each(rows(REFUSAL))('with %s ends as it should', async (_what, { hub, kbs, env, exit }) => {
    const run = await beRefused(hub, kbs, env);
    expect(run.exit).toBe(exit);
    expect(run.output).toBe('');
  });

  it('asks three times for a refusal, and once when it gets what it must not', async () => {
    expect((await beRefused([DENIAL])).asked).toHaveLength(3);
    expect((await beRefused([SUCCESS])).asked).toHaveLength(1);
  });
});

describe('the scripts', () => {
  it.each([ATTESTATION_SCRIPT, REFUSAL_SCRIPT])(
    'are not changed by the kubelet, which puts variables for $(NAME)',
    (script) => {
      expect(script).not.toContain('$$');
      expect(script).not.toMatch(/\$\([A-Za-z_][\w.-]*\)/);
      expect(script).toContain('curl --silent --fail');
    },
  );
});

describe('the exit statuses of the scripts', () => {
  it('are all different, and none that a shell or a signal gives', () => {
    const codes = Object.values(EXIT);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code > 2 && code < 126).toBe(true);
  });
});
