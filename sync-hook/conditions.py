"""Every condition by its id; which of them make up a gate is in gates.json."""

import attestation
import gpu
import installed
import kata
import nodes
import operators
import pool
import pool_nodes
import pools
import preflight
import removal
import rendered
import verification

MODULES = (
    attestation,
    gpu,
    installed,
    kata,
    nodes,
    operators,
    pool,
    pool_nodes,
    pools,
    preflight,
    removal,
    rendered,
    verification,
)

CONDITIONS = {key: condition for module in MODULES for key, condition in module.CONDITIONS.items()}
