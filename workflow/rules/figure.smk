"""One rule per figure, of the paper and beyond it: its numbers as NetCDF and CSV, and drawings as PDF, SVG and PNG.

Needs: the files of each role that the figure's module declares, and the roles of the machines. Makes:
figure_<number>.*; the rule's name is the target, as in `snakemake --cores 2 figure_07`.
"""


rule machines:
    output:
        out(paths.MACHINES),
    log:
        log_of(paths.MACHINES),
    localrule: True
    conda:
        "../../envs/environment.yaml"
    params:
        machines=PLAN.machine_options,
        code=PLAN.code("machines"),
    message:
        "what each machine is for"
    shell:
        "python -m rgflow machines"
        " --machines {params.machines:q}"
        " --output {output:q}"
        " --log {log:q}"


for name, inputs in PLAN.products.figures.items():
    heading = PLAN.products.headings[name]

    rule:
        name:
            f"figure_{name}"
        input:
            **inputs,
        output:
            multiext(
                out(paths.FIGURE.format(figure=name)),
                ".pdf",
                ".svg",
                ".nc",
                ".csv",
                ".rst",
            ),
            report(
                out(paths.FIGURE.format(figure=name)) + ".png",
                caption=PLAN.caption_of(name),
                category=heading.category,
                labels={
                    "figure": f"Figure {heading.number}",
                    "shows": heading.title,
                },
            ),
        log:
            log_of(paths.FIGURE.format(figure=name)),
        priority: -1  # nothing waits for a figure but the report
        conda:
            "../../envs/environment.yaml"
        resources:  # here, since no profile can name this rule
            mem_mb=more(2000),
            runtime=more(10),
        params:
            number=name,
            inputs=PLAN.products.figure_options(name),
            code=PLAN.code_of_figure(name),
        message:
            "figure {params.number}"
        shell:
            "python -m rgflow figure"
            " --number {params.number}"
            " {params.inputs}"
            " --output {output:q}"
            " --log {log:q}"
