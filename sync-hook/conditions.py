"""Every condition by its id; which of them make up a gate is in gates.json."""

import as_in_git
import attestation
import fit
import gpu
import installed
import kata
import nodes
import operators
import pool
import pool_nodes
import pool_spec
import pools
import preflight
import removal
import rendered
import runtime_classes
import verification

MODULES = (
    as_in_git,
    attestation,
    fit,
    gpu,
    installed,
    kata,
    nodes,
    operators,
    pool,
    pool_nodes,
    pool_spec,
    pools,
    preflight,
    removal,
    rendered,
    runtime_classes,
    verification,
)

CONDITIONS = {key: condition for module in MODULES for key, condition in module.CONDITIONS.items()}
