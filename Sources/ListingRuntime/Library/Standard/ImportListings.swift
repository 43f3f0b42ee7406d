/// `importlib`, in the listing language. It reports the modules of fwdb and of the listing.
enum ImportListings {
  static let package = #"""
    import importlib.util as util
    import importlib.metadata as metadata

    def reload(module):
        refuse('importlib.reload is not part of fwdb')

    def invalidate_caches():
        pass
    """#

  static let util = #"""
    class ModuleSpec:
        def __init__(self, name):
            self.name = name
            self.loader = None
            self.origin = None
            self.submodule_search_locations = None

        def __repr__(self):
            return f'ModuleSpec(name={self.name!r}, loader=None)'

    def find_spec(name, package=None):
        if name.startswith('.'):
            name = resolve_name(name, package)
        return ModuleSpec(name) if has_module(name) else None

    def resolve_name(name, package):
        if not name.startswith('.'):
            return name
        if not package:
            raise ImportError(f'no package specified for {name!r} (required for relative module names)')
        level = len(name) - len(name.lstrip('.'))
        parts = package.split('.')
        if level > len(parts):
            raise ImportError('attempted relative import beyond top-level package')
        base = '.'.join(parts[:len(parts) - level + 1])
        return f'{base}.{name[level:]}' if name[level:] else base

    def _refused(name):
        def load(*values, **named):
            refuse(f'importlib.util.{name} loads files, which a listing may not do')
        return load

    spec_from_file_location = _refused('spec_from_file_location')
    module_from_spec = _refused('module_from_spec')
    """#

  static let metadata = #"""
    class PackageNotFoundError(ModuleNotFoundError):
        def __str__(self):
            return f'No package metadata was found for {self.args[0]}'

    _versions = {'torch': '2.13.0', 'einops': '0.8.2', 'packaging': '26.0'}

    def version(distribution_name):
        if distribution_name not in _versions:
            raise PackageNotFoundError(distribution_name)
        return _versions[distribution_name]

    def _refused(name):
        def read(distribution_name=None, *values, **named):
            if distribution_name is not None and distribution_name not in _versions:
                raise PackageNotFoundError(distribution_name)
            refuse(f'importlib.metadata.{name} is not part of fwdb')
        return read

    requires = _refused('requires')
    metadata = _refused('metadata')
    distribution = _refused('distribution')
    files = _refused('files')
    packages_distributions = _refused('packages_distributions')
    entry_points = _refused('entry_points')
    distributions = _refused('distributions')
    """#
}
