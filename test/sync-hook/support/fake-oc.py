#!/usr/bin/env python3
"""Stands in for `oc`: writes its arguments down, and answers from a file that the test has made."""

import json
import os
import sys
import time

folder = os.environ['FAKE_OC']
with open(os.path.join(folder, 'calls'), 'a', encoding='utf-8') as calls:
    calls.write(json.dumps(sys.argv[1:]) + '\n')
with open(os.path.join(folder, 'answers.json'), encoding='utf-8') as file:
    answers = json.load(file)
answer = answers.get(sys.argv[-1], answers.get('*'))
if isinstance(answer, dict) and 'sleep' in answer:
    time.sleep(answer['sleep'])
if isinstance(answer, dict) and 'stderr' in answer:
    sys.stderr.write(answer['stderr'])
    sys.exit(1)
if isinstance(answer, dict) and 'stdout' in answer:
    sys.stdout.write(answer['stdout'])
elif answer is None:
    sys.stderr.write('Error from server (NotFound): the server could not find the requested resource\n')
    sys.exit(1)
else:
    json.dump(answer, sys.stdout)
