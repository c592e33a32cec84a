"""Scaling dimensions and critical temperature of each measured source.

Needs: a file of the stage measure. Makes: Delta_sigma, Delta_epsilon, Delta_m and T_c with Student-t
90 % intervals and bootstrap errors; no number where a fit has no answer.
"""


rule fit:
    input:
        out("measure/{source}.nc"),
    output:
        out("fit/{source}.nc"),
    log:
        log_of("fit/{source}"),
    benchmark:
        timing_of("fit/{source}")
    conda:
        "../../envs/environment.yaml"
    params:
        windows=JOBS.windows,
        bootstrap=CONFIG.fit.bootstrap,
        root_seed=CONFIG.seed,
        code=code("fit"),
    message:
        "fit {wildcards.source}"
    shell:
        "python -m rgflow fit"
        " --measured {input:q}"
        " --windows {params.windows}"
        " --bootstrap {params.bootstrap}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
