/// The kinds of cursors that lowering tells apart, by their numbers in the stable interface.
enum CursorKind {
  static let structDeclaration: Int32 = 2
  static let unionDeclaration: Int32 = 3
  static let enumDeclaration: Int32 = 5
  static let field: Int32 = 6
  static let enumConstant: Int32 = 7
  static let function: Int32 = 8
  static let variable: Int32 = 9
  static let parameter: Int32 = 10
  static let typedef: Int32 = 20
  static let memberReference: Int32 = 47
  static let labelReference: Int32 = 48

  static let unexposedExpression: Int32 = 100
  static let declarationReference: Int32 = 101
  static let memberExpression: Int32 = 102
  static let call: Int32 = 103
  static let integerLiteral: Int32 = 106
  static let floatingLiteral: Int32 = 107
  static let imaginaryLiteral: Int32 = 108
  static let stringLiteral: Int32 = 109
  static let characterLiteral: Int32 = 110
  static let parentheses: Int32 = 111
  static let unary: Int32 = 112
  static let subscripted: Int32 = 113
  static let binary: Int32 = 114
  static let compoundAssignment: Int32 = 115
  static let conditional: Int32 = 116
  static let cast: Int32 = 117
  static let compoundLiteral: Int32 = 118
  static let initializerList: Int32 = 119
  static let labelAddress: Int32 = 120
  static let statementExpression: Int32 = 121
  static let genericSelection: Int32 = 122
  static let typeTrait: Int32 = 136

  static let label: Int32 = 201
  static let compound: Int32 = 202
  static let caseLabel: Int32 = 203
  static let defaultLabel: Int32 = 204
  static let `if`: Int32 = 205
  static let `switch`: Int32 = 206
  static let `while`: Int32 = 207
  static let `do`: Int32 = 208
  static let `for`: Int32 = 209
  static let goto: Int32 = 210
  static let indirectGoto: Int32 = 211
  static let `continue`: Int32 = 212
  static let `break`: Int32 = 213
  static let `return`: Int32 = 214
  static let assembly: Int32 = 215
  static let microsoftAssembly: Int32 = 229
  static let null: Int32 = 230
  static let declaration: Int32 = 231

  static let macroDefinition: Int32 = 501

  static func isExpression(_ kind: Int32) -> Bool { (100...199).contains(kind) }
  static func isAttribute(_ kind: Int32) -> Bool { (400...499).contains(kind) }
}

/// The kinds of types that lowering tells apart, by their numbers in the stable interface.
enum TypeKind {
  static let void: Int32 = 2
  static let boolean: Int32 = 3
  static let unsignedChar: Int32 = 4
  static let unsignedCharacter: Int32 = 5
  static let unsignedShort: Int32 = 8
  static let unsignedInt: Int32 = 9
  static let unsignedLong: Int32 = 10
  static let unsignedLongLong: Int32 = 11
  static let unsigned128: Int32 = 12
  static let signedChar: Int32 = 13
  static let signedCharacter: Int32 = 14
  static let wideCharacter: Int32 = 15
  static let short: Int32 = 16
  static let int: Int32 = 17
  static let long: Int32 = 18
  static let longLong: Int32 = 19
  static let signed128: Int32 = 20
  static let float: Int32 = 21
  static let double: Int32 = 22
  static let longDouble: Int32 = 23
  static let half: Int32 = 31
  static let float16: Int32 = 32
  static let pointer: Int32 = 101
  static let record: Int32 = 105
  static let enumeration: Int32 = 106
  static let typedef: Int32 = 107
  static let functionWithoutPrototype: Int32 = 110
  static let function: Int32 = 111
  static let constantArray: Int32 = 112
  static let vector: Int32 = 113
  static let incompleteArray: Int32 = 114
  static let variableArray: Int32 = 115
  static let elaborated: Int32 = 119
  static let attributed: Int32 = 163
  static let extendedVector: Int32 = 176
  static let atomic: Int32 = 177

  /// Whether values of the type can exist: not those of builtin functions and of erroneous
  /// expressions.
  static func hasSize(_ kind: Int32) -> Bool {
    switch kind {
    case boolean...24, half...40, 100, pointer, record, enumeration, constantArray, vector,
      incompleteArray, variableArray, extendedVector, atomic:
      true
    default: false
    }
  }
}
