#!/usr/bin/env python3
"""Stands in for `oc`: writes its arguments down, and answers from a file that the test has made.

Lists come in pages, as a server gives them."""

import json
import os
import sys
import time
from urllib.parse import parse_qsl

folder = os.environ['FAKE_OC']
with open(os.path.join(folder, 'calls'), 'a', encoding='utf-8') as calls:
    calls.write(json.dumps(sys.argv[1:]) + '\n')
with open(os.path.join(folder, 'answers.json'), encoding='utf-8') as file:
    answers = json.load(file)
path, _, query = sys.argv[-1].partition('?')
answer = answers.get(sys.argv[-1], answers.get(path, answers.get('*')))
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
    parameters = dict(parse_qsl(query))
    if isinstance(answer, dict) and 'copies' in answer:
        # More objects than a test wants to write down.
        answer = {'items': [answer['of']] * answer['copies']}
    if 'limit' in parameters and isinstance(answer, dict) and isinstance(answer.get('items'), list):
        begin, limit = int(parameters.get('continue', 0)), int(parameters['limit'])
        more = {'continue': str(begin + limit)} if begin + limit < len(answer['items']) else {}
        answer = {'metadata': more, 'items': answer['items'][begin:begin + limit]}
    json.dump(answer, sys.stdout)
