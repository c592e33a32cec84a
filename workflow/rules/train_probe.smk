"""The MLP thermometer of each lattice size.

Needs: samples of all temperature classes. Makes: weights, loss curves, the exact thermometer's loss
and both confusion matrices on the validation data.
"""


rule train_probe:
    input:
        kernels=out("compile-kernels/thermometers.done"),
        samples=JOBS.probe_samples,
    output:
        out(paths.PROBE),
    log:
        log_of(paths.PROBE),
    benchmark:
        timing_of(paths.PROBE)
    priority: 1  # long jobs at the head of the longest chain
    conda:
        "../../envs/environment.yaml"
    params:
        hidden=CONFIG.probe.hidden,
        epochs=CONFIG.probe.epochs,
        patience=CONFIG.probe.patience,
        batch_size=CONFIG.probe.batch_size,
        learning_rate=CONFIG.probe.learning_rate,
        augment="--augment" if CONFIG.probe.augment else "--no-augment",
        validation_share=CONFIG.probe.validation_share,
        root_seed=CONFIG.seed,
        code=code("train-probe"),
    message:
        "train the thermometer of {wildcards.lattice}"
    shell:
        "python -m rgflow train-probe"
        " --samples {input.samples:q}"
        " --hidden {params.hidden}"
        " --epochs {params.epochs}"
        " --patience {params.patience}"
        " --batch-size {params.batch_size}"
        " --learning-rate {params.learning_rate}"
        " {params.augment}"
        " --validation-share {params.validation_share}"
        " --root-seed {params.root_seed}"
        " --output {output:q}"
        " --log {log:q}"
