"""Whether the Jobs that verify attestation have ended well.

A Job is never changed: its name has a digest of all of it (constructs/verification/verification-job.ts), so that one
that was left by other initdata is another Job, and is not looked at.
"""

import re

from objects import at, mapping, number, status_condition, text
from paths import in_namespace
from verdict import Clause, Condition, fatal, wait

EXIT = re.compile(r'failed with exit code ([0-9]{1,3}) ')
"""What the Job controller writes when a rule FailJob fits (kubernetes, pkg/controller/job/pod_failure_policy.go,
`matchPodFailurePolicy`)."""


def _job(cluster, verifies):
    return [job for job in cluster['verification']['jobs'] if job['verifies'] == verifies][0]


def _path(cluster, verifies):
    namespace = cluster['verification']['namespace']
    return in_namespace('batch/v1', namespace, 'jobs') + '/' + _job(cluster, verifies)['name']


def _is(found, kind):
    return status_condition(found, kind).get('status') == 'True'


def _meaning(means, failed):
    """What the Job itself says that its end means."""
    exit_code = EXIT.search(text(failed, 'message'))
    key = exit_code.group(1) if exit_code else text(failed, 'reason')
    return '%s: %s' % ('exit status ' + key if exit_code else key, means[key]) if key in means else ''


def _clauses(verifies):
    def there(cluster, objects):
        wanted = _job(cluster, verifies)['name']
        return None if objects.get(_path(cluster, verifies)) is not None else wait('no Job ' + wanted)

    def stays(cluster, objects):
        since = at(objects.get(_path(cluster, verifies)), 'metadata', 'deletionTimestamp')
        return None if since is None else wait('the Job is being deleted', str(since))

    def not_failed(cluster, objects):
        """Failed is for ever: the Job controller adds nothing to a Job that has ended."""
        found = objects.get(_path(cluster, verifies))
        if not _is(found, 'Failed') or at(found, 'metadata', 'deletionTimestamp') is not None:
            return None
        failed = status_condition(found, 'Failed')
        meaning = _meaning(mapping(_job(cluster, verifies), 'means'), failed)
        said = text(failed, 'message') or text(failed, 'reason') or 'the Job has failed'
        return fatal('%s (%s)' % (meaning, said) if meaning else said)

    def complete(cluster, objects):
        found = objects.get(_path(cluster, verifies))
        if _is(found, 'Complete'):
            return None
        counts = [number(found, 'status', key) or 0 for key in ('active', 'failed')]
        return wait('%d pods are active, %d have failed' % tuple(counts), text(found, 'status', 'startTime'))

    return (
        Clause('job-there', there),
        Clause('job-stays', stays),
        Clause('job-not-failed', not_failed),
        Clause('job-complete', complete),
    )


def _conditions(verifies):
    clauses = _clauses(verifies)

    def paths(cluster):
        return [_path(cluster, verifies)]

    return {
        verifies + '-verified': Condition(clauses=clauses, paths=paths),
        verifies + '-not-failed': Condition(clauses=(clauses[2],), paths=paths),
    }


CONDITIONS = {
    key: condition
    for verifies in ('attestation', 'gpu', 'refusal')
    for key, condition in _conditions(verifies).items()
}
