import CLibclang
import DMALint

extension UnitContext {
  /// Everything that the unit declares at the top, then the bodies that something needs.
  func lower() {
    let declarations = library.children(functions.getTranslationUnitCursor(handle))
    nameUnnamedTypes(declarations)
    let macros = readMacros(declarations)
    for declaration in declarations where declaration.kind < CursorKind.unexposedExpression {
      declare(top: declaration)
    }
    // Bodies may ask for more bodies while they are lowered.
    var next = 0
    while next < demanded.count {
      declare(function: demanded[next], need: .asked)
      next += 1
    }
    // What system headers declare is told where something else speaks of it: vendors mark their own
    // headers as such, and registers are found by the layout of their blocks.
    next = 0
    while next < types.mentioned.count {
      declare(mentioned: types.mentioned[next])
      next += 1
    }
    addConstants(macros)
  }

  /// A record or enum without a tag has the name of its typedef.
  private func nameUnnamedTypes(_ declarations: [CXCursor]) {
    for declaration in declarations where declaration.kind == CursorKind.typedef {
      let type = functions.getCanonicalType(functions.getTypedefDeclUnderlyingType(declaration))
      guard type.kind == TypeKind.record || type.kind == TypeKind.enumeration else { continue }
      let target = functions.getTypeDeclaration(type)
      if !types.isNamed(target) { name(target, library.spelling(declaration)) }
    }
  }

  private func declare(top declaration: CXCursor) {
    let isWanted = !isSystem(declaration)
    switch declaration.kind {
    case CursorKind.structDeclaration, CursorKind.unionDeclaration, CursorKind.enumDeclaration,
      CursorKind.typedef:
      if isWanted { declare(type: declaration) }
    case CursorKind.variable:
      if isWanted { declare(global: declaration, name: library.spelling(declaration)) }
    case CursorKind.function:
      let isNamed = options.wantedNames?.contains(library.spelling(declaration)) ?? false
      if isWanted || isNamed { declare(function: declaration, need: isNamed ? .asked : .found) }
    default: break
    }
  }

  /// The compiler's and the C library's own headers, and what stands in no file.
  private func isSystem(_ declaration: CXCursor) -> Bool {
    functions.Location_isInSystemHeader(functions.getCursorLocation(declaration)) != 0
      || file(library.extent(declaration).file) == nil
  }

  // MARK: Types

  func declare(type declaration: CXCursor) {
    switch declaration.kind {
    case CursorKind.structDeclaration, CursorKind.unionDeclaration:
      guard functions.isCursorDefinition(declaration) != 0 else { return }
      declare(record: declaration, as: types.name(of: declaration))
    case CursorKind.enumDeclaration:
      guard functions.isCursorDefinition(declaration) != 0 else { return }
      declare(enumeration: declaration, as: types.name(of: declaration))
    case CursorKind.typedef: declare(alias: declaration)
    default: break
    }
  }

  private func declare(mentioned declaration: CXCursor) {
    guard isSystem(declaration) else { return }
    declare(type: declaration)
    // A type without a tag has the name of the typedef and stands where it is defined.
    let type = functions.getCanonicalType(functions.getCursorType(declaration))
    declare(type: functions.getCursorDefinition(functions.getTypeDeclaration(type)))
  }

  private func declare(record: CXCursor, as name: String) {
    guard name != "(unnamed)", output.declares(place(of: record)) else { return }
    output.add(self.record(record, as: name))
  }

  private func record(_ record: CXCursor, as name: String) -> FlowTypeDeclaration {
    let type = functions.getCursorType(record)
    var made = FlowTypeDeclaration(
      keyword: record.kind == CursorKind.unionDeclaration ? .union : .struct, name: name,
      range: range(record))
    let facts = types.facts(type)
    made.size = facts.size
    made.alignment = facts.alignment
    made.attributes = attributes(of: record).map(\.name).filter { $0 == "packed" }
    addMembers(of: record, to: &made, in: type)
    return made
  }

  /// The members of a member without a name are those of what holds it.
  private func addMembers(
    of record: CXCursor, to type: inout FlowTypeDeclaration, in outer: CXType
  ) {
    let children = library.children(record)
    for child in children {
      switch child.kind {
      case CursorKind.field: type.members.append(member(child, of: type.name, in: outer))
      case CursorKind.structDeclaration, CursorKind.unionDeclaration:
        if functions.Cursor_isAnonymousRecordDecl(child) != 0 {
          addMembers(of: child, to: &type, in: outer)
        } else if types.isNamed(child) {
          declare(type: child)
        }
      default: break
      }
    }
    // By now those that a member's type declares have its name.
    for child in children where child.kind == CursorKind.enumDeclaration { declare(type: child) }
  }

  private func member(
    _ field: CXCursor, of owner: String, in outer: CXType
  ) -> FlowTypeDeclaration.Member {
    let name = library.spelling(field)
    nameUnnamedType(of: functions.getCursorType(field), "\(owner).\(name)")
    let facts = types.facts(of: field)
    var member = FlowTypeDeclaration.Member(
      name: name, type: facts.flow, range: nameRange(field))
    member.isVolatile = facts.isVolatile
    member.isLet = facts.isConstant
    let bits =
      name.isEmpty
      ? functions.Cursor_getOffsetOfField(field) : functions.Type_getOffsetOf(outer, name)
    if bits >= 0 {
      member.offset = UInt32(clamping: bits / 8)
      if functions.Cursor_isBitField(field) != 0 {
        // Counted from the member's byte.
        let width = functions.getFieldDeclBitWidth(field)
        member.attributes.append(FlowAttribute("bits", "\(bits % 8)..<\(bits % 8 + Int64(width))"))
      }
    }
    return member
  }

  /// The type of a member, or of the elements of one, that is declared in its place.
  private func nameUnnamedType(of type: CXType, _ name: String) {
    var type = functions.getCanonicalType(type)
    while type.kind == TypeKind.constantArray || type.kind == TypeKind.incompleteArray {
      type = functions.getCanonicalType(functions.getArrayElementType(type))
    }
    guard type.kind == TypeKind.record || type.kind == TypeKind.enumeration else { return }
    let declaration = functions.getTypeDeclaration(type)
    guard !types.isNamed(declaration) else { return }
    self.name(declaration, name)
    declare(type: declaration)
  }

  private func declare(enumeration: CXCursor, as name: String) {
    guard output.declares(place(of: enumeration)) else { return }
    let made = self.enumeration(enumeration, as: name)
    for constant in made.enumCases {
      if let value = constant.rawValue {
        output.add(constant.name, .integer(value), in: made.range.file)
        output.macros.add(enumConstant: constant.name, value)
      }
    }
    if name != "(unnamed)" { output.add(made) }
  }

  private func enumeration(_ enumeration: CXCursor, as name: String) -> FlowTypeDeclaration {
    var made = FlowTypeDeclaration(keyword: .enum, name: name, range: range(enumeration))
    let facts = types.facts(functions.getCursorType(enumeration))
    made.size = facts.size
    made.alignment = facts.alignment
    for constant in library.children(enumeration) where constant.kind == CursorKind.enumConstant {
      made.enumCases.append(
        FlowTypeDeclaration.EnumCase(
          name: library.spelling(constant), payload: [],
          rawValue: functions.getEnumConstantDeclValue(constant)))
    }
    return made
  }

  /// A typedef repeats the record or enum that it names under its own name, so that either name
  /// finds the members; one of another type inherits that type and is a `typealias`.
  private func declare(alias: CXCursor) {
    let name = library.spelling(alias)
    let underlying = functions.getTypedefDeclUnderlyingType(alias)
    let type = functions.getCanonicalType(underlying)
    if type.kind == TypeKind.record || type.kind == TypeKind.enumeration {
      let target = functions.getTypeDeclaration(type)
      guard functions.isCursorDefinition(target) != 0 || isDefined(target),
        types.name(of: target) != name, output.declares(place(of: alias))
      else { return }
      let definition = functions.getCursorDefinition(target)
      var made =
        type.kind == TypeKind.record
        ? record(definition, as: name) : enumeration(definition, as: name)
      made.range = range(alias)
      output.add(made)
      return
    }
    guard output.declares(place(of: alias)) else { return }
    let facts = types.facts(underlying)
    var made = FlowTypeDeclaration(keyword: .struct, name: name, range: range(alias))
    made.attributes = ["typealias"]
    made.inherited = [UnitContext.spelling(facts.flow)]
    made.size = facts.size
    made.alignment = facts.alignment
    output.add(made)
  }

  private func isDefined(_ record: CXCursor) -> Bool {
    let kind = functions.getCursorDefinition(record).kind
    return kind == CursorKind.structDeclaration || kind == CursorKind.unionDeclaration
      || kind == CursorKind.enumDeclaration
  }

  static func spelling(_ type: FlowType) -> String {
    guard !type.arguments.isEmpty else { return type.name }
    return type.name + "<" + type.arguments.map(spelling).joined(separator: ", ") + ">"
  }

  // MARK: Globals

  func declare(global variable: CXCursor, name: String) {
    guard output.declares(place(of: variable)) else { return }
    nameUnnamedType(of: functions.getCursorType(variable), "\(name).Type")
    let facts = types.facts(of: variable)
    let range = nameRange(variable)
    let initializer = functions.Cursor_getVarDeclInitializer(variable)
    let hasInitializer = CursorKind.isExpression(initializer.kind)
    let storage = functions.Cursor_getStorageClass(variable)
    var global = FlowGlobal(name: name, type: facts.flow, range: range)
    global.isVolatile = facts.isVolatile
    global.isConstant = facts.isConstant && !facts.isVolatile
    global.isLet = facts.isConstant
    global.isExternal = storage == StorageClass.extern && !hasInitializer
    global.size = facts.size
    global.alignment = facts.alignment
    if storage == StorageClass.static { global.attributes.append(FlowAttribute("static")) }
    for attribute in attributes(of: variable) {
      switch attribute.name {
      case "aligned":
        let alignment = attribute.argument.flatMap { MacroExpression.value(of: $0) } ?? 16
        global.alignment = max(global.alignment ?? 1, UInt32(clamping: alignment))
        global.attributes.append(FlowAttribute("alignment", "\(alignment)"))
      case _ where UnitContext.keptAttributes.contains(attribute.name):
        global.attributes.append(attribute)
      default: break
      }
    }
    if hasInitializer, file(library.extent(variable).file).map(output.inputs.contains) ?? false {
      global.initializer = initialValue(initializer, of: name, facts, range)
    }
    output.add(global)
  }

  /// A function that computes a global's first value.
  private func initialValue(
    _ initializer: CXCursor, of name: String, _ facts: CTypeFacts, _ range: SourceRange
  ) -> FunctionID {
    var function = FlowFunction(kind: .value, name: name, range: range)
    function.result = facts.flow
    var lowering = FunctionLowering(function, unit: self)
    lowering.isGlobalValue = true
    let value = lowering.initialValue(initializer, for: facts)
    lowering.terminate(.return(value), range)
    return FunctionID(UInt32(output.append(lowering.finished(range))))
  }

  private static let keptAttributes: Set<String> = [
    "section", "used", "retain", "weak", "noinline", "always_inline", "interrupt", "naked",
    "noreturn", "constructor", "destructor", "alias", "swift_name", "warn_unused_result", "malloc",
    "alloc_size", "alloc_align", "swift_attr",
  ]

  // MARK: Functions

  /// Why a function is looked at.
  enum Need {
    case found
    /// Swift names it, or a lowered body does.
    case asked
  }

  func declare(function declaration: CXCursor, need: Need) {
    let place = place(of: declaration)
    let isDefinition = functions.isCursorDefinition(declaration) != 0
    let lowersBody = isDefinition && (need == .asked || lowersUnasked(place.file))
    if lowersBody {
      guard output.lowers(place) else { return }
      _ = output.declares(place)
    } else {
      guard !output.hasLowered(place), output.declares(place) else { return }
    }
    let children = library.children(declaration)
    var function = signature(of: declaration, children)
    let body = children.last { $0.kind == CursorKind.compound }
    function.isExternal = !isDefinition
    guard lowersBody, let body else {
      output.add(function)
      return
    }
    var lowering = FunctionLowering(function, unit: self)
    for parameter in children where parameter.kind == CursorKind.parameter {
      lowering.add(parameter: parameter)
    }
    lowering.lower(body: body)
    output.add(lowering.finished(end(of: body)))
  }

  /// Bodies in the inputs, unless only those that Swift names are asked for; of headers outside the
  /// inputs none.
  private func lowersUnasked(_ file: FileID) -> Bool {
    guard output.inputs.contains(file) else { return false }
    return options.wantedNames == nil || UnitPlan.isSource(output.paths.path(of: file))
  }

  private func signature(of declaration: CXCursor, _ children: [CXCursor]) -> FlowFunction {
    var function = FlowFunction(
      kind: .c, name: library.spelling(declaration), range: range(declaration))
    function.isStatic =
      functions.Cursor_getStorageClass(declaration) == StorageClass.static
    if functions.Cursor_isFunctionInlined(declaration) != 0 {
      function.attributes.append(FlowAttribute("inline"))
    }
    for attribute in attributes(of: declaration)
    where UnitContext.keptAttributes.contains(attribute.name) {
      function.attributes.append(attribute)
    }
    let type = functions.getCursorType(declaration)
    let result = types.facts(functions.getResultType(type))
    if result.category != .void { function.result = result.flow }
    for parameter in children where parameter.kind == CursorKind.parameter {
      function.parameters.append(
        FlowFunction.Parameter(
          label: nil, name: library.spelling(parameter), type: types.facts(of: parameter).flow))
    }
    if functions.isFunctionTypeVariadic(type) != 0 {
      var rest = FlowFunction.Parameter(label: nil, name: "...", type: nil)
      rest.isVariadic = true
      function.parameters.append(rest)
    }
    return function
  }

  // MARK: Constants

  /// A macro of a file that no unit has read before.
  private struct Macro {
    var name: String
    var file: FileID
  }

  private func readMacros(_ declarations: [CXCursor]) -> [Macro] {
    var read: [Macro] = []
    // By the file of the last macro: macros come file by file.
    var last: (file: CXFile?, number: FileID?, text: Int) = (nil, nil, 0)
    var texts: [FileID: Int] = [:]
    for declaration in declarations where declaration.kind == CursorKind.macroDefinition {
      var file: CXFile?
      var offset: UInt32 = 0
      let location = functions.getCursorLocation(declaration)
      functions.getFileLocation(location, &file, nil, nil, &offset)
      guard let file else { continue }
      if file != last.file {
        last = (file, self.file(file).flatMap { output.readsMacros($0) ? $0 : nil }, 0)
        if let number = last.number {
          last.text = texts[number] ?? output.macros.add(text: Array(text(file)))
          texts[number] = last.text
        }
      }
      guard let number = last.number else { continue }
      let name = library.spelling(declaration)
      output.macros.add(name, text: last.text, offset: Int(offset))
      // Those of the compiler's and the C library's headers only serve others.
      guard functions.Location_isInSystemHeader(location) == 0,
        options.wantedNames?.contains(name) ?? true
      else { continue }
      read.append(Macro(name: name, file: number))
    }
    output.hasReadMacros(texts.keys)
    return read
  }

  /// The macros that are worth a constant.
  private func addConstants(_ macros: [Macro]) {
    for macro in macros {
      guard let value = output.macros.value(of: macro.name) else { continue }
      output.add(macro.name, value, in: macro.file)
    }
  }
}

extension FunctionLowering {
  /// Parameters are the first locals; their storage begins with the call.
  mutating func add(parameter: CXCursor) {
    let facts = unit.types.facts(of: parameter)
    var local = FlowFunction.Local(
      name: unit.library.spelling(parameter), type: facts.flow, range: unit.nameRange(parameter))
    local.isVolatile = facts.isVolatile
    local.size = facts.size
    local.alignment = facts.alignment
    _ = add(local, for: parameter)
  }
}
