"""One rule per figure, of the paper and beyond it: its numbers as NetCDF and CSV, and drawings as PDF, SVG and PNG.

Needs: the files of each role that the figure's module declares. Makes: figure_<number>.*; the rule's
name is the target, as in `snakemake --cores 2 figure_07`.
"""

for number, roles in FIGURE_INPUTS.items():

    rule:
        name:
            f"figure_{number}"
        input:
            **roles,
        output:
            multiext(
                out(paths.FIGURE.format(figure=number)), ".pdf", ".svg", ".nc", ".csv"
            ),
            report(
                out(paths.FIGURE.format(figure=number)) + ".png",
                caption=f"../report/figure_{number}.rst",
                category=heading(number).category,
                labels={
                    "figure": f"Figure {heading(number).number}",
                    "shows": heading(number).title,
                },
            ),
        log:
            log_of(paths.FIGURE.format(figure=number)),
        priority: -1  # nothing waits for a figure but the report
        conda:
            "../../envs/environment.yaml"
        params:
            number=number,
            inputs=figure_options(number),
            code=code("figure") | code_map(FIGURES[number]),
        message:
            "figure {params.number}"
        shell:
            "python -m rgflow figure"
            " --number {params.number}"
            " {params.inputs}"
            " --output {output:q}"
            " --log {log:q}"
