/// The names under which Swift imports C functions with `swift_name`: members, initialisers and
/// accessors that do nothing but call the function.
struct ImportedName {
  enum Accessor { case getter, setter }

  var accessor: Accessor?
  /// With enclosing types; nil for a free function.
  var type: String?
  var base: String
  var labels: [String?]

  /// Reads `Type.member(self:label:_:)`, `getter:Type.member(self:)` and the like.
  init?(_ text: String) {
    var rest = Substring(text)
    if rest.hasPrefix("getter:") {
      accessor = .getter
      rest = rest.dropFirst("getter:".count)
    } else if rest.hasPrefix("setter:") {
      accessor = .setter
      rest = rest.dropFirst("setter:".count)
    }
    guard let open = rest.firstIndex(of: "("), rest.last == ")" else { return nil }
    let path = rest[..<open]
    if let dot = path.lastIndex(of: ".") {
      type = String(path[..<dot])
      base = String(path[path.index(after: dot)...])
    } else {
      base = String(path)
    }
    guard !base.isEmpty else { return nil }
    labels = rest[rest.index(after: open)...].dropLast().split(separator: ":")
      .map { $0 == "_" ? nil : String($0) }
  }

  /// Which parameter of the C function is `self`.
  var receiver: Int? { type == nil ? nil : labels.firstIndex { $0 == "self" } }
}

extension FlowModule {
  /// Adds what Swift sees of the C functions that carry `swift_name`.
  public mutating func addImportedNames() {
    var extensions: [String: FlowTypeDeclaration] = [:]
    var seen: Set<String> = []
    var spelledAs: [String: String] = [:]
    var properties: Set<String> = []
    for function in functions where function.kind == .c && !seen.contains(function.name) {
      guard let text = function.attributes.first(where: { $0.name == "swift_name" })?.argument,
        let name = ImportedName(text), name.labels.count == function.parameters.count
      else { continue }
      guard name.type != nil || name.accessor != nil || name.base != function.name else { continue }
      seen.insert(function.name)
      let id = FunctionID(UInt32(functions.count))
      functions.append(name.thunk(for: function))
      guard let type = name.type else {
        if let accessor = name.accessor {
          properties.insert(name.base)
          add(accessor, id, to: name.base, type: name.valueType(of: function), function.range)
        }
        continue
      }
      var owners = [type]
      let declared =
        name.receiver.map { function.parameters[$0].type }
        ?? (name.base == "init" ? function.result : nil)
      if let own = declared.flatMap({ $0 }).map(\.pointedTo), own.name != type {
        owners.append(own.name)
        spelledAs[type] = own.name
      }
      for owner in owners {
        var part =
          extensions[owner]
          ?? FlowTypeDeclaration(keyword: .extension, name: owner, range: function.range)
        part.add(name, id, function)
        extensions[owner] = part
      }
      if name.receiver == nil, let accessor = name.accessor {
        let path = type + "." + name.base
        properties.insert(path)
        add(accessor, id, to: path, type: name.valueType(of: function), function.range)
      }
    }
    for (spelling, name) in spelledAs.sorted(by: { $0.key < $1.key })
    where !types.contains(where: { $0.name == spelling && $0.keyword != .extension }) {
      guard var copy = types.first(where: { $0.name == name && $0.keyword != .extension }) else {
        continue
      }
      copy.name = spelling
      types.append(copy)
    }
    types += extensions.sorted { $0.key < $1.key }.map(\.value)
    guard !properties.isEmpty else { return }
    for index in functions.indices { functions[index].read(properties) }
  }

  /// A variable that is computed by C functions.
  private mutating func add(
    _ accessor: ImportedName.Accessor, _ id: FunctionID, to name: String, type: FlowType?,
    _ range: SourceRange
  ) {
    let known = globals.firstIndex { $0.name == name }
    var global = known.map { globals[$0] } ?? FlowGlobal(name: name, type: type, range: range)
    switch accessor {
    case .getter: global.getter = id
    case .setter: global.setter = id
    }
    if let known { globals[known] = global } else { globals.append(global) }
  }
}

extension FlowFunction {
  /// Reads through their accessors what looked like names and cases that no input declares.
  fileprivate mutating func read(_ properties: Set<String>) {
    for block in blocks.indices {
      var index = 0
      while index < blocks[block].operations.count {
        let operation = blocks[block].operations[index]
        var path: String?
        if case .implicitMember(let name, let type?) = operation.kind {
          path = type.name + "." + name
        } else if case .name(let name) = operation.kind {
          path = name
        }
        if let path, properties.contains(path) {
          let place = ValueID(valueCount)
          valueCount += 1
          blocks[block].operations[index].kind = .load(place, .plain)
          blocks[block].operations.insert(
            Operation(result: place, .global(path), operation.range), at: index)
          index += 1
        }
        index += 1
      }
    }
  }
}

extension FlowTypeDeclaration {
  /// Adds a member that a C function gives the type.
  fileprivate mutating func add(_ name: ImportedName, _ id: FunctionID, _ function: FlowFunction) {
    guard let accessor = name.accessor else {
      methods.append(id)
      return
    }
    let known = members.firstIndex { $0.name == name.base }
    var member =
      known.map { members[$0] }
      ?? Member(name: name.base, type: name.valueType(of: function), range: function.range)
    member.isStatic = name.receiver == nil
    switch accessor {
    case .getter: member.getter = id
    case .setter: member.setter = id
    }
    if let known { members[known] = member } else { members.append(member) }
  }
}

extension FlowType {
  /// What a C pointer points to; the type itself where it is none.
  fileprivate var pointedTo: FlowType {
    guard name == "UnsafeMutablePointer" || name == "UnsafePointer", let inner = arguments.first
    else { return self }
    return inner
  }
}

extension ImportedName {
  fileprivate func valueType(of function: FlowFunction) -> FlowType? {
    switch accessor {
    case .setter:
      function.parameters.indices.last { $0 != receiver }.flatMap { function.parameters[$0].type }
    case .getter, nil: function.result
    }
  }

  /// The function that Swift calls: it calls the C function and returns what that returns.
  fileprivate func thunk(for function: FlowFunction) -> FlowFunction {
    let range = function.range
    var thunk = FlowFunction(kind: kind, name: spelling, range: range)
    thunk.owner = type
    thunk.isStatic = type != nil && receiver == nil && base != "init"
    thunk.result = function.result
    let order = function.parameters.indices.filter { $0 != receiver }
    for index in order {
      let parameter = function.parameters[index]
      let name = parameter.name.isEmpty ? "value\(index)" : parameter.name
      thunk.parameters.append(
        FlowFunction.Parameter(
          label: accessor == .setter ? nil : labels[index], name: name, type: parameter.type))
      thunk.locals.append(FlowFunction.Local(name: name, type: parameter.type, range: range))
    }
    var isPlace = false
    if let receiver {
      let declared = function.parameters[receiver].type
      isPlace = declared?.name == "UnsafeMutablePointer" || declared?.name == "UnsafePointer"
      thunk.isMutating = declared?.name == "UnsafeMutablePointer"
      thunk.selfLocal = LocalID(UInt32(thunk.locals.count))
      thunk.locals.append(FlowFunction.Local(name: "self", type: declared?.pointedTo, range: range))
    }
    var operations: [Operation] = []
    func value(_ kind: Operation.Kind) -> ValueID {
      let id = ValueID(thunk.valueCount)
      thunk.valueCount += 1
      operations.append(Operation(result: id, kind, range))
      return id
    }
    var arguments: [CallArgument] = []
    for index in function.parameters.indices {
      let isSelf = index == receiver
      let local =
        isSelf ? thunk.selfLocal : order.firstIndex(of: index).map { LocalID(UInt32($0)) }
      guard let local else { continue }
      let place = value(.local(local))
      if isSelf, isPlace {
        arguments.append(CallArgument(place, passing: .address, range: range))
      } else {
        let loaded = value(.load(place, .plain))
        arguments.append(CallArgument(loaded, range: range, place: place))
      }
    }
    var call = Call(.name(function.name), arguments)
    call.isResultUnused = function.result == nil
    let result = value(.call(call))
    thunk.blocks = [
      BasicBlock(
        operations: operations,
        terminator: Terminator(.return(function.result == nil ? nil : result), range))
    ]
    return thunk
  }

  private var kind: FlowFunction.Kind {
    switch accessor {
    case .getter: .getter
    case .setter: .setter
    case nil: type == nil ? .function : base == "init" ? .initializer : .method
    }
  }

  private var spelling: String {
    guard accessor == nil else { return base }
    let written = labels.indices.filter { $0 != receiver }.map { (labels[$0] ?? "_") + ":" }
    return base + "(" + written.joined() + ")"
  }
}
