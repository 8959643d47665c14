import { describe, expect, it } from 'vitest';
import { problemsIn, profileIn, profileText } from './profile-text.ts';

function withUrl(url: string): string {
  return profileText({ trustee: JSON.stringify({ url }) });
}

describe('the URL of the key broker service', () => {
  it.each([
    'https://kbs.example.com',
    'https://kbs.example.com:8443/',
    'HTTPS://KBS.example.com/a-b_c/~d;e=f,g',
    'https://[fd00::1]:8080',
    'https://192.0.2.1/%7Euser',
  ])('may be %s', (url) => {
    expect(profileIn(withUrl(url)).trustee.url).toBe(url);
  });

  it.each([
    ['another scheme', 'http://kbs.example.com'],
    ['a missing //', 'https:kbs.example.com'],
    ['a space after it', 'https://kbs.example.com '],
    ['a space before it', ' https://kbs.example.com'],
    ['a line feed', 'https://kbs.example.com/\n'],
    ['a tab within', 'https://kbs.example.com/a\tb'],
    ['DEL', 'https://kbs.example.com/\x7f'],
    ['half of a surrogate pair', 'https://kbs.example.com/\ud800'],
    ['letters beyond ASCII, which a host name has as punycode', 'https://b\u00fccher.example'],
    ['quotes that would end the TOML text around it', "https://kbs.example.com/'''"],
    ['a backslash', 'https:\\\\kbs.example.com'],
    ['no host', 'https://'],
    ['a port that is none', 'https://kbs.example.com:99999'],
  ])('may not have %s', (_, url) => {
    const [problem, ...others] = problemsIn(withUrl(url));
    expect(problem).toContain(
      'trustee.url: expected an https:// URL without user, password, query or fragment',
    );
    expect(others).toEqual([]);
  });
});
