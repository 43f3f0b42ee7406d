/// The names that `from module import *` binds in CPython 3.11. The table lists only modules of the standard library in
/// which fwdb lacks a name. Each name that fwdb lacks becomes a stub.
enum StarNames {
  static func names(of module: String) -> [String]? { all[module] }

  private static let all: [String: [String]] = text.split(separator: "\n\n").reduce(into: [:]) { table, paragraph in
    let words = paragraph.split { $0 == " " || $0 == "\n" }.map(String.init)
    if let module = words.first { table[String(module.dropLast())] = Array(words.dropFirst()) }
  }

  private static let text = """
    abc: ABC ABCMeta abstractclassmethod abstractmethod abstractproperty abstractstaticmethod get_cache_token
    update_abstractmethods

    collections: ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple

    contextlib: AbstractAsyncContextManager AbstractContextManager AsyncExitStack ContextDecorator ExitStack
    aclosing asynccontextmanager chdir closing contextmanager nullcontext redirect_stderr redirect_stdout
    suppress

    copy: Error copy deepcopy

    dataclasses: Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass field fields
    is_dataclass make_dataclass replace

    datetime: MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo

    enum: CONFORM CONTINUOUS EJECT Enum EnumCheck EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP
    NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto global_enum global_enum_repr global_flag_repr global_str
    member nonmember pickle_by_enum_name pickle_by_global_name property unique verify

    functools: WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key lru_cache partial
    partialmethod reduce singledispatch singledispatchmethod total_ordering update_wrapper wraps

    inspect: ArgInfo Arguments Attribute BlockFinder BoundArguments CORO_CLOSED CORO_CREATED CORO_RUNNING
    CORO_SUSPENDED CO_ASYNC_GENERATOR CO_COROUTINE CO_GENERATOR CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS
    CO_NOFREE CO_OPTIMIZED CO_VARARGS CO_VARKEYWORDS ClassFoundException ClosureVars EndOfBlock FrameInfo
    FullArgSpec GEN_CLOSED GEN_CREATED GEN_RUNNING GEN_SUSPENDED Parameter Signature TPFLAGS_IS_ABSTRACT
    Traceback classify_class_attrs cleandoc currentframe findsource formatannotation formatannotationrelativeto
    formatargvalues get_annotations getabsfile getargs getargvalues getattr_static getblock getcallargs
    getclasstree getclosurevars getcomments getcoroutinelocals getcoroutinestate getdoc getfile getframeinfo
    getfullargspec getgeneratorlocals getgeneratorstate getinnerframes getlineno getmembers getmembers_static
    getmodule getmodulename getmro getouterframes getsource getsourcefile getsourcelines indentsize isabstract
    isasyncgen isasyncgenfunction isawaitable isbuiltin isclass iscode iscoroutine iscoroutinefunction
    isdatadescriptor isframe isfunction isgenerator isgeneratorfunction isgetsetdescriptor ismemberdescriptor
    ismethod ismethoddescriptor ismethodwrapper ismodule isroutine istraceback signature stack trace unwrap
    walktree

    itertools: accumulate chain combinations combinations_with_replacement compress count cycle dropwhile
    filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest

    math: acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp
    exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm
    ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt tan
    tanh tau trunc ulp

    operator: abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge getitem gt iadd iand
    iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub
    itemgetter itruediv ixor le length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift
    setitem sub truediv truth xor

    random: Random SystemRandom betavariate choice choices expovariate gammavariate gauss getrandbits getstate
    lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle
    triangular uniform vonmisesvariate weibullvariate

    statistics: NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean
    linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance
    quantiles stdev variance

    string: Formatter Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits
    printable punctuation whitespace

    types: AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CellType ClassMethodDescriptorType CodeType
    CoroutineType DynamicClassAttribute EllipsisType FrameType FunctionType GeneratorType GenericAlias
    GetSetDescriptorType LambdaType MappingProxyType MemberDescriptorType MethodDescriptorType MethodType
    MethodWrapperType ModuleType NoneType NotImplementedType SimpleNamespace TracebackType UnionType
    WrapperDescriptorType coroutine new_class prepare_class resolve_bases

    typing: AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator
    Awaitable BinaryIO ByteString Callable ChainMap ClassVar Collection Concatenate Container ContextManager
    Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic Hashable IO ItemsView
    Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping
    MutableSequence MutableSet NamedTuple Never NewType NoReturn NotRequired Optional OrderedDict ParamSpec
    ParamSpecArgs ParamSpecKwargs Pattern Protocol Required Reversible Self Sequence Set Sized SupportsAbs
    SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING Text
    TextIO Tuple Type TypeAlias TypeGuard TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never
    assert_type cast clear_overloads dataclass_transform final get_args get_origin get_overloads get_type_hints
    is_typeddict no_type_check no_type_check_decorator overload reveal_type runtime_checkable

    warnings: catch_warnings filterwarnings formatwarning resetwarnings showwarning simplefilter warn
    warn_explicit
    """
}
