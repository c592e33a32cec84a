"""Monte Carlo configurations of each lattice size and temperature.

Needs: compiled kernels. Makes: spins, energies, magnetizations, autocorrelation times, and the
z-score of the energy against Kaufman's exact value. A sampler that fails this check fails the job.
"""


rule sample:
    input:
        kernels=out("compile-kernels/ising.done"),
    output:
        out(paths.SAMPLE),
    log:
        log_of(paths.SAMPLE),
    benchmark:
        timing_of(paths.SAMPLE)
    priority: 2  # all else waits for samples; left to chance, some of them come last
    conda:
        "../../envs/environment.yaml"
    params:
        algorithm=JOBS.algorithm,
        model=JOBS.model,
        size=JOBS.size,
        samples=JOBS.samples_wanted,
        root_seed=CONFIG.seed,
        code=code("sample"),
    message:
        "sample {params.samples} configurations of {wildcards.lattice} at T={wildcards.T}"
    shell:
        "python -m rgflow sample"
        " --model {params.model}"
        " --size {params.size}"
        " --temperature {wildcards.T}"
        " --samples {params.samples}"
        " --algorithm {params.algorithm}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
