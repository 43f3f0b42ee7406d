real = 'real'


def __getattr__(name):
    if name.startswith('_'):
        raise AttributeError(f"module 'dynamic' has no attribute '{name}'")
    return 'made ' + name
