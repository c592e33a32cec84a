"""Targets by name: every stage, every machine, all figures.

`snakemake --cores 2 figure_07`, `... sample_all`, `... machine_code`, `... figures`.
"""


rule sample_all:
    input:
        [made(paths.SAMPLE, L=L, T=T) for L, T in SAMPLES],
    localrule: True


rule train_probe_all:
    input:
        made(paths.PROBE, L=CONFIG.probe.lattices),
    localrule: True


rule train_rbm_all:
    input:
        [
            machine_layers(machine, seed)
            for machine in CONFIG.machines
            for seed in seeds(machine)
        ],
    localrule: True


rule assess_rbm_all:
    input:
        assessments(CONFIG.flow.machines),
        SCANNED,
    localrule: True


rule flow_all:
    input:
        [flows_of(machine) for machine in CONFIG.flow.machines],
    localrule: True


rule fit_all:
    input:
        flow_fits(),
        sample_fits(),
    localrule: True


rule figures:
    input:
        expand(
            "{figure}.{suffix}",
            figure=made(paths.FIGURE, figure=FIGURE_INPUTS),
            suffix=paths.FIGURE_SUFFIXES,
        ),
    localrule: True


for machine in CONFIG.machines:

    rule:
        name:
            f"machine_{machine}"
        input:
            [machine_layers(machine, seed) for seed in seeds(machine)],
        localrule: True
