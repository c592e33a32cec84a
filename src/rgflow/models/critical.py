from rgflow.config.temperatures import T_CRITICAL


def critical_temperature(model: str) -> float:
    return {"ising": T_CRITICAL, "curie_weiss": 1.0}[model]


def model_names():
    return ("ising", "curie_weiss")
