"""Waits until the cluster is in the state that a gate names: `gate.py G2`. What is awaited is in gates.json.

With --never-fail it goes on where it would give up: for an engine that waits for no end of its Job."""

import json
import os
import shutil
import signal
import sys

from cluster import Clock, Cluster, client
from conditions import CONDITIONS
from loop import HOPELESS, Loop

TERMINATED = 143
"""128 + SIGTERM, what the kubelet sends when a node is drained or goes down."""


def main(arguments):
    """The exit code: 0 passed, 1 persistent, 42 hopeless, 143 terminated."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(TERMINATED))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'gates.json'), encoding='utf-8') as file:
        data = json.load(file)
    gates = {gate['code']: gate for gate in data['gates']}
    never_fails = arguments[1:] == ['--never-fail']
    if len(arguments) != 1 + never_fails or arguments[0] not in gates:
        print('usage: gate.py %s [--never-fail]' % '|'.join(gates), flush=True)
        return HOPELESS
    if shutil.which(client()) is None:
        print('%s: the image of the gate has no %s' % (arguments[0], client()), flush=True)
        return HOPELESS

    def out(line):
        print(line, flush=True)

    return Loop(gates[arguments[0]], data, CONDITIONS, Cluster(), Clock(), out, never_fails).run()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
