"""All claims of the paper, in its order."""

from collections.abc import Mapping

from rgflow.claims.claim import Claim
from rgflow.claims.correlation_range import C18
from rgflow.claims.deep_pairs import C12
from rgflow.claims.flow_dimensions import C5, C6, C7
from rgflow.claims.joint import C17
from rgflow.claims.maps import C8, C9
from rgflow.claims.monte_carlo import C1, C2
from rgflow.claims.pairs import C10, C11
from rgflow.claims.patterns import C13
from rgflow.claims.settling import C4
from rgflow.claims.temperatures import C14, C15, C16
from rgflow.claims.thermometer import C3
from rgflow.contracts.schema import Contract

CLAIMS: tuple[Claim, ...] = (
    C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16, C17, C18,
)  # fmt: skip
"""C1 to C18."""

ROLES: Mapping[str, Contract] = {
    role: contract for claim in CLAIMS for role, contract in claim.roles.items()
}
"""Contract of every role that a claim looks at."""
