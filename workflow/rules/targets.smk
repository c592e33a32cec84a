"""Targets by name: every stage, every machine, all figures.

`snakemake --cores 2 figure_07`, `... sample_all`, `... machine_code`, `... figures`.
"""

for name, files in PLAN.targets.items():

    rule:
        name:
            name
        input:
            files,
        localrule: True
