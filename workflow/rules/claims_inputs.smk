"""The files of each role of the ledger."""


def critical_samples(L):
    """Configurations at T_c."""
    return made(paths.SAMPLE, L=L, T=temperatures.CRITICAL_LABEL)


def every_recipe(base, *layers):
    """Maps of a machine and of its like by other recipes, called <base>_<recipe>."""
    machines = [name for name in CONFIG.machines if name.split("_")[0] == base]
    return [file for machine in machines for file in rbm_maps(machine, *layers)]


def pictures(*figures):
    """Figures as pictures for a page."""
    return expand("{figure}.png", figure=made(paths.FIGURE, figure=figures))


def folder_of_figures(wildcards, input):
    """Folder that the pages of docs/ link to."""
    return os.path.dirname(input.figures[0])


SCANNED = assessments(
    dict.fromkeys((*CONFIG.assess.by_hidden, *CONFIG.assess.by_temperatures))
)
CLAIM_INPUTS = {
    "samples": sample_fits(),
    "samples_measure": made(paths.MEASURE_SAMPLES, L=CONFIG.measure.lattices),
    "exact": sample_exact(),
    "probe": made(paths.PROBE, L=CONFIG.probe.lattices),
    "fit": flow_fits(),
    "measure": flow_measures(),
    "scan": SCANNED,
    "rg": RG32,
    "stack": every_recipe("stack32", (0, 1), (1, 2), (0, 2)),
    "single": every_recipe("single32", (0, 1)),
    "deep": every_recipe("stack64", (0, 1)),
    "noise": patterns("noise"),
    "checkerboard": boards(),
    "read_rg": read_blockings(),
    "read_stack": read_stack(),
    "spins": critical_samples(32),
    "control_fit": flow_controls(paths.FIT_CONTROL),
    "control_measure": flow_controls(paths.MEASURE_CONTROL),
    "control_maps": map_controls(),
    "control_read": read_controls(),
}


def claim_options():
    """Files of each role as options."""
    roles = CLAIM_INPUTS.items()
    return " ".join(f"--input {role} {' '.join(files)}" for role, files in roles)
