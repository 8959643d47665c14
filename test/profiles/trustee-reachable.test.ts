import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

const problemsWith = (url: string) => problemsIn(profileText({ trustee: JSON.stringify({ url }) }));

describe('the key broker service', () => {
  it.each([
    'https://localhost',
    'https://LOCALHOST:8080/kbs',
    'https://kbs.localhost',
    'https://127.0.0.1:8080',
    'https://127.1',
    'https://0.0.0.0',
    'https://[::1]:8080',
  ])('is not the guest itself: %s', (url) => {
    const [problem, ...others] = problemsWith(url);
    expect(problem).toMatch(
      /^p\.yaml:5:17: trustee\.url: .* which in a guest is the guest itself\n {2}fix: write its URL/,
    );
    expect(others).toEqual([]);
  });

  it.each([
    'https://kbs-service.trustee-operator-system.svc:8080',
    'https://kbs-service.trustee-operator-system.svc.cluster.local:8080',
    'https://kbs.trustee.svc.cluster.local.',
  ])('is not a Service of the cluster that it is to keep out: %s', (url) => {
    const [problem, ...others] = problemsWith(url);
    expect(problem).toContain(
      'is the name of a Service of the same cluster; Trustee belongs on another, trusted one',
    );
    expect(others).toEqual([]);
  });

  it.each([
    'https://kbs.svc.corp.example',
    'https://localhost.corp.example',
    'https://10.0.0.1:8080',
    'https://kbs.trustee.svc.clusterset.local:8080',
    'https://svc',
  ])('may be %s', (url) => {
    expect(problemsWith(url)).toEqual([]);
  });
});
