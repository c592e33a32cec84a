from typing import NamedTuple


class Needs(NamedTuple):
    inputs: dict

    def lacking(self, roles):
        return [s for r, s in self.inputs.items() if r not in roles]


def claim_sets():
    return ("demellokoch2020",)


def needs_of_set(s):
    return {
        "C5": Needs({"fit": "flow_fits", "samples": "sample_fits", "exact": "exact"}),
        "C12": Needs({"deep": "machine_maps"}),
    }


def modules_of_set(s):
    return ["rgflow.claims.demellokoch2020.settling"]
