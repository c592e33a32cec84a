"""The files of each role of each figure."""

from rgflow.figures.registry import FIGURES, heading


def flow_fits():
    """Fits of all machines' flows."""
    return [
        file
        for machine in CONFIG.flow.machines
        for file in made(paths.FIT_FLOW, machine=machine, seed=seeds(machine))
    ]


def flow_measures():
    """Observables of all machines' flows."""
    return [
        file
        for machine in CONFIG.flow.machines
        for file in made(paths.MEASURE_FLOW, machine=machine, seed=seeds(machine))
    ]


def assessments(machines):
    """Assessments of some machines, all seeds."""
    return [
        file
        for machine in machines
        for file in made(paths.ASSESS, machine=machine, seed=seeds(machine))
    ]


def flow_machines():
    """Trained machines of the flows."""
    return [
        file
        for machine in CONFIG.flow.machines
        for file in made(paths.RBM, machine=machine, seed=seeds(machine), layer=1)
    ]


def sample_fits():
    """Fits of the Monte Carlo data of all measured sizes."""
    return made(paths.FIT_SAMPLES, L=CONFIG.measure.lattices)


def sample_exact():
    """Exact values of all measured sizes."""
    return made(paths.EXACT, L=CONFIG.measure.lattices)


def rg_maps(*steps):
    """Maps of the paper's block-spin RG, by (lower, upper), from all sizes that have them."""
    return [
        made(
            paths.CORRELATE_RG,
            transformation="average",
            L=L,
            T=temperatures.CRITICAL_LABEL,
            lower=lower,
            upper=upper,
        )[0]
        for L, lower, upper in steps
    ]


def rbm_maps(machine, *layers):
    """Maps of a machine, all seeds, by (lower, upper)."""
    return [
        file
        for lower, upper in layers
        for file in made(
            paths.CORRELATE_RBM,
            machine=machine,
            seed=seeds(machine),
            lower=lower,
            upper=upper,
        )
    ]


def patterns(*names):
    """Maps of white noise and checkerboards."""
    return made(paths.CORRELATE_PATTERN, pattern=names)


def boards():
    """Checkerboards of all configured block sizes."""
    return patterns(
        *(f"checkerboard{block}" for block in CONFIG.correlate.checkerboards)
    )


def read_rg():
    """Temperatures of the paper's block-spin RG from its largest lattice at T_c."""
    L = max(block.L for block in CONFIG.coarse_grain.sets)
    T = temperatures.CRITICAL_LABEL
    return made(paths.READ_RG, transformation="average", L=L, T=T)


def read_blockings():
    """Temperatures of all block-spin transformations from their largest lattice."""
    L = max(block.L for block in CONFIG.coarse_grain.sets)
    inputs = next(
        block.temperatures for block in CONFIG.coarse_grain.sets if block.L == L
    )
    return made(
        paths.READ_RG,
        transformation=CONFIG.coarse_grain.transformations,
        L=L,
        T=temperatures.labels(inputs),
    )


def read_stack():
    """Temperatures of the layers of the deepest stack, for all input temperatures."""
    L = max(block.L for block in CONFIG.coarse_grain.sets)
    inputs = next(
        block.temperatures for block in CONFIG.coarse_grain.sets if block.L == L
    )
    machine = "stack64"
    return made(
        paths.READ_STACK,
        machine=machine,
        seed=seeds(machine),
        T=temperatures.labels(inputs),
    )


RG32 = rg_maps((32, 0, 1), (32, 1, 2), (32, 0, 2))
STACK32 = rbm_maps("stack32", (0, 1), (1, 2), (0, 2))
SINGLE32 = rbm_maps("single32", (0, 1))
FIGURE_INPUTS = {
    "01": {},
    "02": {"fit": flow_fits()},
    "03": {"probe": made(paths.PROBE, L=CONFIG.probe.lattices)},
    "04": {"fit": flow_fits(), "measure": flow_measures(), "exact": sample_exact()},
    "05": {"fit": flow_fits(), "samples": sample_fits(), "exact": sample_exact()},
    "06": {"fit": flow_fits(), "samples": sample_fits(), "exact": sample_exact()},
    "07": {"rg": RG32},
    "08": {"stack": STACK32, "single": SINGLE32},
    "09": {"rg": RG32},
    "10": {"stack": STACK32, "single": SINGLE32},
    "11": {"rg": rg_maps((64, 0, 1)), "rbm": rbm_maps("stack64", (0, 1))},
    "12": {"noise": patterns("noise")},
    "13": {"checkerboard": boards()},
    "14": {"rg": read_rg(), "stack": read_stack()},
    "b1": {"assess": assessments(CONFIG.flow.machines)},
    "b2": {"assess": assessments(CONFIG.flow.machines)},
    "b3": {"rbm": flow_machines()},
    "b4": {"measure": flow_measures(), "exact": sample_exact()},
    "b5": {"rg": read_blockings()},
    "b6": {
        "fit": flow_fits(),
        "samples": sample_fits(),
        "control": flow_controls(paths.FIT_CONTROL),
        "exact": sample_exact(),
    },
    "b7": {
        "by_hidden": assessments(CONFIG.assess.by_hidden),
        "by_temperatures": assessments(CONFIG.assess.by_temperatures),
    },
}


def figure_options(number):
    """Files of each role as options."""
    roles = FIGURE_INPUTS[number].items()
    return " ".join(f"--input {role} {' '.join(files)}" for role, files in roles)
