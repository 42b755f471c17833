"""briefgen: one file of facts about a policy issue -> briefings for each audience."""


def __getattr__(name: str) -> str:
    # Read when asked for: the look-up costs more than all of `briefgen --help` may.
    if name == "__version__":
        from importlib.metadata import version

        return version("briefgen")
    raise AttributeError(name)
