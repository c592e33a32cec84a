"""All claims of the paper, in its order."""

from collections.abc import Mapping

from rgflow.claims.demellokoch2020.correlation_range import C18
from rgflow.claims.demellokoch2020.deep_pairs import C12
from rgflow.claims.demellokoch2020.flow_dimensions import C5, C6, C7
from rgflow.claims.demellokoch2020.joint import C17
from rgflow.claims.demellokoch2020.maps import C8, C9
from rgflow.claims.demellokoch2020.monte_carlo import C1, C2
from rgflow.claims.demellokoch2020.pairs import C10, C11
from rgflow.claims.demellokoch2020.patterns import C13
from rgflow.claims.demellokoch2020.settling import C4
from rgflow.claims.demellokoch2020.temperatures import C14, C15, C16
from rgflow.claims.demellokoch2020.thermometer import C3
from rgflow.contracts.schema import Contract
from rgflow.ledger.claim import Claim

CLAIMS: tuple[Claim, ...] = (
    C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16, C17, C18,
)  # fmt: skip
"""C1 to C18."""

ROLES: Mapping[str, Contract] = {
    role: contract for claim in CLAIMS for role, contract in claim.roles.items()
}
"""Contract of every role that a claim looks at."""
