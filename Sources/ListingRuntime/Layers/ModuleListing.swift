/// Methods of modules that call functions of the listing: hooks, `state_dict` and `load_state_dict`, containers. They
/// are written in the listing language, so a debugger steps into a hook as into any call. Hooks are kept in dicts among
/// the module's attributes, so a step back also undoes a registration.
enum ModuleListing {
  static let text = """
    \(hooks)

    \(states)

    \(containers)

    \(members)
    """

  private static let hooks = """
    global_hooks = {'pre': {}, 'forward': {}, 'kwargs': {}, 'always': {}}
    hook_count = [0]

    class RemovableHandle:
        def __init__(self, hooks_dict, *, extra_dict=()):
            self.id = hook_count[0]
            hook_count[0] += 1
            self._dicts = [hooks_dict]
            if isinstance(extra_dict, dict):
                self._dicts.append(extra_dict)
            else:
                self._dicts += extra_dict

        def remove(self):
            for items in self._dicts:
                items.pop(self.id, None)

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.remove()

    def add_hook(hooks, hook, extras=(), prepend=False):
        handle = RemovableHandle(hooks, extra_dict=extras)
        if prepend:
            later = list(hooks.items())
            hooks.clear()
            hooks[handle.id] = hook
            for key, other in later:
                hooks[key] = other
        else:
            hooks[handle.id] = hook
        return handle

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        calls_use_hooks()
        kwargs = self._forward_pre_hooks_with_kwargs
        handle = add_hook(self._forward_pre_hooks, hook, [kwargs], prepend)
        if with_kwargs:
            kwargs[handle.id] = True
        return handle

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        calls_use_hooks()
        kwargs, always = self._forward_hooks_with_kwargs, self._forward_hooks_always_called
        handle = add_hook(self._forward_hooks, hook, [kwargs, always], prepend)
        if with_kwargs:
            kwargs[handle.id] = True
        if always_call:
            always[handle.id] = True
        return handle

    def register_module_forward_pre_hook(hook):
        calls_use_hooks()
        return add_hook(global_hooks['pre'], hook)

    def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
        calls_use_hooks()
        handle = add_hook(global_hooks['forward'], hook, [global_hooks['kwargs'], global_hooks['always']])
        if with_kwargs:
            global_hooks['kwargs'][handle.id] = True
        if always_call:
            global_hooks['always'][handle.id] = True
        return handle

    def register_paddle_pre_hook(self, hook):
        calls_use_hooks()
        return add_hook(self._forward_pre_hooks, hook)

    def register_paddle_post_hook(self, hook):
        calls_use_hooks()
        return add_hook(self._forward_hooks, hook)

    def register_backward_hook(self, hook, prepend=False):
        return add_hook(self._backward_hooks, hook, [], prepend)

    def call_with_hooks(self, *args, **kwargs):
        if global_hooks['always'] or own_hooks(self, '_forward_hooks_always_called'):
            return call_with_lasting_hooks(self, args, kwargs)
        args, kwargs = before_forward(self, args, kwargs)
        result = self.forward(*args, **kwargs)
        for key, hook, wants_kwargs in forward_hooks(self):
            changed = hook(self, args, kwargs, result) if wants_kwargs else hook(self, args, result)
            if changed is not None:
                result = changed
        return result

    def call_with_lasting_hooks(self, args, kwargs):
        result = None
        called = []
        try:
            args, kwargs = before_forward(self, args, kwargs)
            result = self.forward(*args, **kwargs)
            for key, hook, wants_kwargs in forward_hooks(self):
                called.append(key)
                changed = hook(self, args, kwargs, result) if wants_kwargs else hook(self, args, result)
                if changed is not None:
                    result = changed
            return result
        except Exception:
            lasting = list(global_hooks['always']) + list(own_hooks(self, '_forward_hooks_always_called'))
            for key, hook, wants_kwargs in forward_hooks(self):
                if key in lasting and key not in called:
                    try:
                        changed = hook(self, args, kwargs, result) if wants_kwargs else hook(self, args, result)
                        if changed is not None:
                            result = changed
                    except Exception:
                        pass
            raise

    def before_forward(self, args, kwargs):
        with_kwargs = own_hooks(self, '_forward_pre_hooks_with_kwargs')
        hooks = list(global_hooks['pre'].items()) + list(own_hooks(self, '_forward_pre_hooks').items())
        for key, hook in hooks:
            if key in with_kwargs:
                changed = hook(self, args, kwargs)
                if changed is not None:
                    if not (isinstance(changed, tuple) and len(changed) == 2):
                        raise RuntimeError('forward pre-hook must return None or a tuple '
                                           f'of (new_args, new_kwargs), but got {changed}.')
                    args, kwargs = changed
            else:
                changed = hook(self, args)
                if changed is not None:
                    args = changed if isinstance(changed, tuple) else (changed,)
        return args, kwargs

    def forward_hooks(self):
        with_kwargs = list(global_hooks['kwargs']) + list(own_hooks(self, '_forward_hooks_with_kwargs'))
        hooks = list(global_hooks['forward'].items()) + list(own_hooks(self, '_forward_hooks').items())
        return [(key, hook, key in with_kwargs) for key, hook in hooks]
    """

  private static let states = """
    class _IncompatibleKeys:
        def __init__(self, missing_keys, unexpected_keys):
            self.missing_keys = missing_keys
            self.unexpected_keys = unexpected_keys

        def __iter__(self):
            return iter((self.missing_keys, self.unexpected_keys))

        def __len__(self):
            return 2

        def __getitem__(self, index):
            return (self.missing_keys, self.unexpected_keys)[index]

        def __eq__(self, other):
            return list(self) == list(other)

        def __repr__(self):
            if not self.missing_keys and not self.unexpected_keys:
                return '<All keys matched successfully>'
            return (f'_IncompatibleKeys(missing_keys={self.missing_keys}, '
                    f'unexpected_keys={self.unexpected_keys})')

    def module_save_to_state_dict(self, destination, prefix, keep_vars):
        temporary = non_persistent_buffers(self)
        for name, value in registry_items(self, '_parameters'):
            if value is not None:
                destination[prefix + name] = value if keep_vars else value.detach()
        for name, value in registry_items(self, '_buffers'):
            if value is not None and name not in temporary:
                destination[prefix + name] = value if keep_vars else value.detach()
        if defines(self, 'get_extra_state'):
            destination[prefix + '_extra_state'] = self.get_extra_state()

    def module_version(module):
        for kind in type(module).__mro__:
            if kind.__name__ == '_NormBase':
                return 2
        return getattr(module, '_version', 1)

    def module_state_dict(self, *args, destination=None, prefix='', keep_vars=False):
        if len(args) > 0 and destination is None:
            destination = args[0]
        if len(args) > 1 and prefix == '':
            prefix = args[1]
        if len(args) > 2 and keep_vars is False:
            keep_vars = args[2]
        if destination is None:
            check_paths(self)
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = {'version': module_version(self)}
        if hasattr(destination, '_metadata'):
            destination._metadata[prefix[:-1]] = metadata
        for hook in list(own_hooks(self, '_state_dict_pre_hooks').values()):
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in registry_items(self, '_modules'):
            if module is not None:
                module.state_dict(destination=destination, prefix=prefix + name + '.', keep_vars=keep_vars)
        public = own_hooks(self, '_public_state_dict_hooks')
        for key, hook in list(own_hooks(self, '_state_dict_hooks').items()):
            changed = hook(self, destination, prefix, metadata)
            if key in public:
                if changed is not None:
                    raise RuntimeError('state_dict post-hook must return None')
            elif changed is not None:
                destination = changed
        return destination

    def register_state_dict_hook(self, hook):
        return add_hook(self._state_dict_hooks, hook)

    def register_state_dict_post_hook(self, hook):
        public = self._public_state_dict_hooks
        handle = add_hook(self._state_dict_hooks, hook, [public])
        public[handle.id] = True
        return handle

    def register_state_dict_pre_hook(self, hook):
        return add_hook(self._state_dict_pre_hooks, hook)

    def register_load_pre_hook(self, hook, with_module=False):
        if with_module:
            return register_load_state_dict_pre_hook(self, hook)
        return add_hook(self._load_state_dict_pre_hooks, hook)

    def register_load_state_dict_pre_hook(self, hook):
        def call(*values):
            return hook(self, *values)
        return add_hook(self._load_state_dict_pre_hooks, call)

    def register_load_state_dict_post_hook(self, hook):
        return add_hook(self._load_state_dict_post_hooks, hook)

    def module_load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys,
                                    unexpected_keys, error_msgs):
        for hook in list(own_hooks(self, '_load_state_dict_pre_hooks').values()):
            hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        assigns = local_metadata.get('assign_to_params_buffers', False)
        temporary = non_persistent_buffers(self)
        state = {name: value for name, value in registry_items(self, '_parameters') if value is not None}
        for name, value in registry_items(self, '_buffers'):
            if value is not None and name not in temporary:
                state[name] = value
        for name, target in state.items():
            key = prefix + name
            if key not in state_dict:
                if strict and not may_be_missing(self, name):
                    missing_keys.append(key)
                continue
            given = state_dict[key]
            if not is_tensor(given):
                error_msgs.append(f'While copying the parameter named "{key}", expected torch.Tensor or '
                                  f'Tensor-like object from checkpoint but received {type(given)}')
                continue
            if len(target.shape) == 0 and len(given.shape) == 1 and given.shape[0] == 1:
                given = given[0]
            if given.shape != target.shape:
                error_msgs.append(f'size mismatch for {key}: copying a param with shape {given.shape} from '
                                  f'checkpoint, the shape in current model is {target.shape}.')
                continue
            if assigns:
                setattr(self, name, parameter_of(given) if is_parameter(target) else given)
            else:
                copy_state(target, given)
        extra = prefix + '_extra_state'
        if defines(self, 'set_extra_state'):
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        if strict:
            modules = [name for name, module in registry_items(self, '_modules')]
            for key in state_dict:
                if key.startswith(prefix) and key != extra:
                    first, dot, rest = key[len(prefix):].partition('.')
                    if first not in (modules if dot else state):
                        unexpected_keys.append(key)

    def load_module_state(module, state_dict, prefix, assign, missing, unexpected, errors):
        metadata = {'assign_to_params_buffers': assign} if assign else {}
        module._load_from_state_dict(state_dict, prefix, metadata, True, missing, unexpected, errors)
        for name, child in registry_items(module, '_modules'):
            if child is not None:
                inner = prefix + name + '.'
                part = {key: value for key, value in state_dict.items() if key.startswith(inner)}
                load_module_state(child, part, inner, assign, missing, unexpected, errors)
        hooks = list(own_hooks(module, '_load_state_dict_post_hooks').values())
        for hook in hooks:
            if hook(module, _IncompatibleKeys(missing, unexpected)) is not None:
                raise AssertionError(
                    'Hooks registered with ``register_load_state_dict_post_hook`` are not expected to return '
                    'new values, if incompatible_keys need to be modified, it should be done inplace.')

    def module_load_state_dict(self, state_dict, strict=True, assign=False):
        if not is_mapping(state_dict):
            raise TypeError(f'Expected state_dict to be dict-like, got {type(state_dict)}.')
        check_paths(self)
        missing, unexpected, errors = [], [], []
        load_module_state(self, dict(state_dict.items()), '', assign, missing, unexpected, errors)
        if strict:
            if unexpected:
                names = ', '.join([f'"{key}"' for key in unexpected])
                errors.insert(0, f'Unexpected key(s) in state_dict: {names}. ')
            if missing:
                names = ', '.join([f'"{key}"' for key in missing])
                errors.insert(0, f'Missing key(s) in state_dict: {names}. ')
        if errors:
            lines = '\\n\\t'.join(errors)
            raise RuntimeError(f'Error(s) in loading state_dict for {type(self).__name__}:\\n\\t{lines}')
        return _IncompatibleKeys(missing, unexpected)

    def layer_state_dict(self, destination=None, include_sublayers=True, structured_name_prefix='',
                         use_hook=True, keep_vars=True):
        if destination is None:
            check_paths(self)
            destination = {}
        temporary = non_persistent_buffers(self)
        for name, value in registry_items(self, '_parameters') + registry_items(self, '_buffers'):
            if value is not None and name not in temporary:
                destination[structured_name_prefix + name] = value
        if include_sublayers:
            for name, layer in registry_items(self, '_modules'):
                if layer is not None:
                    layer.state_dict(destination, include_sublayers, structured_name_prefix + name + '.')
        return destination

    def layer_set_state_dict(self, state_dict, use_structured_name=True):
        if not use_structured_name:
            refuse('set_state_dict with use_structured_name=False is not part of fwdb')
        missing, unexpected = [], list(state_dict.keys())
        for key, target in self.state_dict().items():
            if key not in state_dict:
                missing.append(key)
                continue
            unexpected.remove(key)
            given = state_dict[key]
            if list(given.shape) != list(target.shape):
                missing.append(key)
                continue
            copy_state(target, given)
        return missing, unexpected
    """

  private static let containers = """
    def check_iterable(modules, name):
        if not is_iterable(modules):
            raise TypeError(f'{name}.extend should be called with an iterable, but got {type(modules).__name__}')

    def check_index(self, index):
        if not -len(self) <= index < len(self):
            raise IndexError(f'index {index} is out of range')
        return index

    def container_delete(self, index):
        names = [name for name, module in registry_items(self, '_modules')]
        for name in names[index] if isinstance(index, slice) else [names[check_index(self, index)]]:
            delattr(self, name)
        renumber_modules(self)

    def container_pop(self, key):
        value = self[key]
        del self[key]
        return value

    def list_init(self, modules=None):
        if modules is not None:
            list_extend(self, modules)

    def list_extend(self, modules):
        check_iterable(modules, type(self).__name__)
        offset = len(self)
        for index, module in enumerate(modules):
            add_child(self, str(offset + index), module)
        return self

    def list_add(self, other):
        combined = new_module_list()
        for index, module in enumerate(list(self) + list(other)):
            add_child(combined, str(index), module)
        return combined

    def check_sequential(other):
        if not is_sequential(other):
            raise ValueError(f'add operator supports only objects of Sequential class, but {type(other)} is given.')

    def check_factor(self, factor):
        if not isinstance(factor, int):
            raise TypeError(f'unsupported operand type(s) for *: {type(self)} and {type(factor)}')
        if factor <= 0:
            raise ValueError(f'Non-positive multiplication factor {factor} for {type(self)}')

    def sequential_add(self, other):
        check_sequential(other)
        return new_sequential(*self, *other)

    def sequential_iadd(self, other):
        check_sequential(other)
        return sequential_extend(self, list(other))

    def sequential_mul(self, factor):
        check_factor(self, factor)
        return new_sequential(*[module for _ in range(factor) for module in self])

    def sequential_imul(self, factor):
        check_factor(self, factor)
        modules = list(self)
        for _ in range(factor - 1):
            sequential_extend(self, modules)
        return self

    def sequential_append(self, module):
        add_child(self, str(len(self)), module)
        return self

    def sequential_extend(self, sequential):
        for module in sequential:
            self.append(module)
        return self

    def module_dict_init(self, modules=None):
        if modules is not None:
            self.update(modules)

    def dict_update(self, values):
        name = 'ParameterDict' if is_parameter_dict(self) else 'ModuleDict'
        if not is_iterable(values):
            called = 'ParametersDict' if name == 'ParameterDict' else name
            raise TypeError(f'{called}.update should be called with an iterable of key/value pairs, but got '
                            + type(values).__name__)
        if is_mapping(values):
            for key, value in list(values.items()):
                self[key] = value
            return
        for index, pair in enumerate(values):
            if not is_iterable(pair):
                raise TypeError(f'{name} update sequence element #{index} should be Iterable; is'
                                + type(pair).__name__)
            if len(pair) != 2:
                raise ValueError(f'{name} update sequence element #{index} has length {len(pair)}; 2 is required')
            self[pair[0]] = pair[1]

    def module_dict_getitem(self, key):
        for name, module in registry_items(self, '_modules'):
            if name == key:
                return module
        raise KeyError(key)

    def module_dict_setitem(self, key, module):
        add_child(self, key, module)

    def module_dict_delete(self, key):
        if not delete_registered(self, '_modules', key):
            raise KeyError(key)

    def dict_clear(self):
        for key in list(self.keys()):
            del self[key]

    def dict_get(self, key, default=None):
        return self[key] if key in self else default

    def parameter_dict_init(self, parameters=None):
        self._keys = {}
        if parameters is not None:
            self.update(parameters)

    def make_parameter_dict(items):
        made = new_empty_parameter_dict()
        made._keys = {}
        for key, value in items:
            made[key] = value
        return made

    def parameter_dict_key(key):
        if not isinstance(key, str):
            raise TypeError('Index given to ParameterDict cannot be used as a key as it is not a string '
                            f"(type is '{type(key).__name__}'). Open an issue on github if you need "
                            'non-string keys.')
        return key

    def parameter_dict_getitem(self, key):
        return getattr(self, parameter_dict_key(key))

    def parameter_dict_setitem(self, key, value):
        self._keys[parameter_dict_key(key)] = None
        setattr(self, key, parameter_of(value) if is_tensor(value) else value)

    def parameter_dict_delete(self, key):
        del self._keys[key]
        delattr(self, key)

    def parameter_dict_len(self):
        return len(self._keys)

    def parameter_dict_iter(self):
        return iter(self._keys)

    def parameter_dict_reversed(self):
        return reversed(list(self._keys))

    def parameter_dict_contains(self, key):
        return key in self._keys

    def parameter_dict_keys(self):
        return self._keys.keys()

    def parameter_dict_items(self):
        return ((key, self[key]) for key in self._keys)

    def parameter_dict_values(self):
        return (self[key] for key in self._keys)

    def parameter_dict_setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def parameter_dict_popitem(self):
        if not self._keys:
            raise KeyError('popitem(): dictionary is empty')
        key = list(self._keys)[-1]
        return key, self.pop(key)

    def parameter_dict_copy(self):
        return make_parameter_dict([(key, self[key]) for key in self._keys])

    def parameter_dict_fromkeys(self, keys, default=None):
        return make_parameter_dict([(key, default) for key in keys])

    def parameter_dict_or(self, other):
        result = self.copy()
        result.update(other)
        return result

    def parameter_dict_ror(self, other):
        result = other.copy()
        result.update(self)
        return result

    def parameter_dict_ior(self, other):
        self.update(other)
        return self

    def parameter_list_init(self, values=None):
        self._size = 0
        if values is not None:
            self.extend(values)

    def parameter_list_index(self, index):
        if not -self._size <= index < self._size:
            raise IndexError(f'index {index} is out of range')
        return str(index + self._size if index < 0 else index)

    def parameter_list_getitem(self, index):
        if isinstance(index, slice):
            part = type(self)()
            for position in range(self._size)[index]:
                part.append(self[position])
            return part
        return getattr(self, parameter_list_index(self, index))

    def parameter_list_setitem(self, index, value):
        setattr(self, parameter_list_index(self, index), parameter_of(value) if is_tensor(value) else value)

    def parameter_list_len(self):
        return self._size

    def parameter_list_iter(self):
        return iter([self[position] for position in range(self._size)])

    def parameter_list_append(self, value):
        self._size += 1
        self[self._size - 1] = value
        return self

    def parameter_list_extend(self, values):
        if is_tensor(values):
            raise TypeError('ParameterList.extend should be called with an iterable, but got Tensor')
        check_iterable(values, 'ParameterList')
        for value in values:
            self.append(value)
        return self
    """

  private static let members = """
    def module_apply_function(self, fn, recurse=True):
        for name, module in registry_items(self, '_modules'):
            if recurse and module is not None:
                module._apply(fn)
        for kind in ('_parameters', '_buffers'):
            for name, value in registry_items(self, kind):
                if value is not None:
                    changed = fn(value)
                    set_registered(self, kind, name, parameter_of(changed) if kind == '_parameters' else changed)
        return self

    def module_text(self):
        methods = own_text_methods(self)
        return represented_with(self, methods, [method() for method in methods])

    def module_to(self, *args, **kwargs):
        dtype = conversion_dtype(self, *args, **kwargs)
        return self if dtype is None else module_convert(self, dtype)

    def module_float(self):
        return module_convert(self, dtype_named('float32'))

    def module_double(self):
        return module_convert(self, dtype_named('float64'))

    def module_half(self):
        return module_convert(self, dtype_named('float16'))

    def module_bfloat16(self):
        return module_convert(self, dtype_named('bfloat16'))

    def module_convert(self, dtype):
        if overrides_conversion(self):
            return self._apply(lambda value: value.to(dtype) if value.is_floating_point() else value)
        convert_parameters(self, dtype)
        return self

    def module_train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError('training mode is expected to be boolean')
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def module_eval(self):
        return self.train(False)

    def layer_train(self, mode=True):
        self.training = True
        for layer in self.sublayers():
            layer.training = True
        return self

    def layer_eval(self):
        self.training = False
        for layer in self.sublayers():
            layer.training = False
        return self

    def module_get_submodule(self, target):
        if target == '':
            return self
        module = self
        for name in target.split('.'):
            if not hasattr(module, name):
                raise AttributeError(f'{module._get_name()} has no attribute `{name}`')
            module = getattr(module, name)
            if not is_module(module):
                raise AttributeError(f'`{name}` is not an nn.Module')
        return module

    def module_set_submodule(self, target, module, strict=False):
        if target == '':
            raise ValueError('Cannot set the submodule without a target name!')
        if not is_module(module):
            raise ValueError(f'`module` is not an nn.Module, found {type(module)}')
        path, dot, name = target.rpartition('.')
        parent = self.get_submodule(path)
        if strict and not hasattr(parent, name):
            raise AttributeError(f'{parent._get_name()} has no attribute `{name}`')
        if hasattr(parent, name) and not is_module(getattr(parent, name)):
            raise AttributeError(f'`{name}` is not an nn.Module')
        setattr(parent, name, module)

    def module_get_parameter(self, target):
        path, dot, name = target.rpartition('.')
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f'{module._get_name()} has no attribute `{name}`')
        value = getattr(module, name)
        if not is_parameter(value):
            raise AttributeError(f'`{name}` is not an nn.Parameter')
        return value

    def module_get_buffer(self, target):
        path, dot, name = target.rpartition('.')
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f'{module._get_name()} has no attribute `{name}`')
        if name not in module._buffers:
            raise AttributeError(f'`{name}` is not a buffer')
        return getattr(module, name)
    """
}
