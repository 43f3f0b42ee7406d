/// Whether torch would record operations for a backward pass. `torch.no_grad()` and `torch.inference_mode()` change
/// this state. fwdb has no backward pass. The pass of a model starts without gradients. A script starts with gradients,
/// as in Python.
struct GradientMode {
  var isEnabled = false
  var isInference = true

  /// Members of `torch`.
  static let names: [String: Value] = Dictionary(
    uniqueKeysWithValues: functions.map { ($0.name, .builtin($0)) })

  private static let functions = [
    BuiltinFunction("is_grad_enabled()") { m, _ in .bool(m.gradientMode.isEnabled) },
    BuiltinFunction("is_inference_mode_enabled()") { m, _ in .bool(m.gradientMode.isInference) },
    BuiltinFunction(forwarding: "no_grad(orig_func=None)") { m, a in begin("no_grad", .bool(false), a[0], &m) },
    BuiltinFunction(forwarding: "enable_grad(orig_func=None)") { m, a in begin("enable_grad", .bool(true), a[0], &m) },
    BuiltinFunction(forwarding: "inference_mode(mode=True)") { m, a in
      if case .bool = a[0] { return begin("inference_mode", a[0], .none, &m) }
      return begin("inference_mode", .bool(true), a[0], &m)
    },
    BuiltinFunction("set_grad_enabled(mode)") { m, a in
      let made = m.gradientContext("set_grad_enabled", .bool(try a.bool(0, m)))
      m.gradientMode.isEnabled = try a.bool(0, m)
      return .instance(made)
    },
  ]

  /// Functions that only the prelude calls.
  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("takes_gradients(*tensors)") { m, a in
      guard m.gradientMode.isEnabled else { return .bool(false) }
      return .bool(
        a.rest.contains { if case .tensor(let reference) = $0 { m.heap.requiresGradient(reference) } else { false } })
    },
    InspectFunctions.isGeneratorFunction,
  ]

  private static func begin(_ kind: String, _ mode: Value, _ function: Value, _ m: inout Machine)
    -> BuiltinFunction.Answer
  {
    let context = m.gradientContext(kind, mode)
    if case .none = function { return .value(.instance(context)) }
    return decorate(.instance(context), function, &m)
  }

  /// Returns a function that switches to the context's mode, calls `function` and restores the old mode. If gradients
  /// are already off, `no_grad()` and `inference_mode(True)` usually return `function` unchanged. In a script
  /// (`makesInitialValues` is true), both always return a new function.
  private static func decorate(_ context: Value, _ function: Value, _ m: inout Machine) -> BuiltinFunction.Answer {
    guard case .instance(let handle) = context, isKept(in: handle, m) else {
      return .call(m.preludeFunction("with_gradient_mode"), [context, function])
    }
    return .value(function)
  }

  private static func isKept(in context: Handle, _ m: Machine) -> Bool {
    guard !m.makesInitialValues, !m.gradientMode.isEnabled else { return false }
    let isOn = m.heap.instance(context).attributes["mode"]
    return switch m.heap.instance(context).text("kind") {
    case "no_grad": true
    case "inference_mode": if case .bool(true)? = isOn { true } else { false }
    default: false
    }
  }

  /// The classes of the contexts, by name.
  fileprivate static let types: [String: ClassObject] = Dictionary(
    uniqueKeysWithValues: ["no_grad", "enable_grad", "inference_mode", "set_grad_enabled"].map { name in
      (name, ClassObject(name: name, base: Records.object, native: methods, module: "torch.autograd.grad_mode"))
    })

  private static let methods = ModuleClasses.methods(
    BuiltinFunction("__enter__(self)") { m, a in
      guard case .instance(let handle) = a[0] else { return .none }
      let context = m.heap.instance(handle)
      let isOn = if case .bool(true)? = context.attributes["mode"] { true } else { false }
      let kind = context.text("kind")
      if kind != "set_grad_enabled" { m.keepGradientMode(in: handle) }
      if kind == "inference_mode" {
        m.gradientMode = GradientMode(isEnabled: !isOn, isInference: isOn)
      } else {
        m.gradientMode.isEnabled = isOn
      }
      return .none
    },
    BuiltinFunction("__exit__(self, *exception)") { m, a in
      guard case .instance(let handle) = a[0] else { return .none }
      m.restoreGradientMode(from: handle)
      return .none
    },
    BuiltinFunction("clone(self)") { m, a in
      guard case .instance(let handle) = a[0] else { return .none }
      let context = m.heap.instance(handle)
      return .instance(m.gradientContext(context.text("kind"), context.attributes["mode"] ?? .none))
    },
    BuiltinFunction(forwarding: "__call__(self, orig_func)") { m, a in
      guard case .instance(let handle) = a[0] else { return .value(.none) }
      // `set_grad_enabled` already changed the mode when it was called, so restore the old mode.
      if m.heap.instance(handle).text("kind") == "set_grad_enabled" { m.restoreGradientMode(from: handle) }
      return decorate(a[0], a[1], &m)
    })

  static let text = """
    def with_gradient_mode(context, function):
        if isinstance(function, type):
            refuse('a gradient mode as a decorator of a class is not part of fwdb')
        if is_generator_function(function):
            def call(*args, **kwargs):
                items = function(*args, **kwargs)
                try:
                    with context.clone():
                        item = next(items)
                    while True:
                        try:
                            given = yield item
                        except GeneratorExit:
                            with context.clone():
                                items.close()
                            raise
                        except BaseException as error:
                            with context.clone():
                                item = items.throw(error)
                        else:
                            with context.clone():
                                item = items.send(given)
                except StopIteration as stop:
                    return stop.value
        else:
            def call(*args, **kwargs):
                with context.clone():
                    return function(*args, **kwargs)
        from functools import update_wrapper
        return update_wrapper(call, function)
    """
}

extension Machine {
  fileprivate mutating func gradientContext(_ kind: String, _ mode: Value) -> Handle {
    guard let type = GradientMode.types[kind] else { preconditionFailure("\(kind) is a gradient mode") }
    var context = Instance(type: type)
    context.attributes["kind"] = .string(kind)
    context.attributes["mode"] = mode
    let handle = heap.add(.instance(context))
    keepGradientMode(in: handle)
    return handle
  }

  fileprivate mutating func keepGradientMode(in context: Handle) {
    let mode = gradientMode
    heap.changeInstance(context) {
      $0.attributes["prev"] = .bool(mode.isEnabled)
      $0.attributes["was_inference"] = .bool(mode.isInference)
    }
  }

  fileprivate mutating func restoreGradientMode(from context: Handle) {
    func flag(_ name: String) -> Bool {
      if case .bool(true)? = heap.instance(context).attributes[name] { true } else { false }
    }
    gradientMode = GradientMode(isEnabled: flag("prev"), isInference: flag("was_inference"))
  }
}
