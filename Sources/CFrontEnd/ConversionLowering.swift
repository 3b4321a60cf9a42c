import CLibclang
import DMALint

/// Casts and what C converts without being asked.
extension FunctionLowering {
  enum Conversion {
    case implicit, explicit
  }

  mutating func value(ofCast expression: CXCursor) -> Operand {
    guard let part = children(expression).last else { return unknown(expression) }
    let facts = unit.types.facts(of: expression)
    if facts.category == .void {
      lower(effect: part)
      return .none
    }
    // What clang converts implicitly on the way is part of the cast.
    let inner = part.kind == CursorKind.unexposedExpression ? implicitSource(part) : part
    let from = unit.types.facts(of: inner)
    let operand = value(of: inner)
    return convert(operand, from, facts, .explicit, unit.range(expression))
  }

  /// What an implicit conversion between scalars converts.
  func implicitSource(_ expression: CXCursor) -> CXCursor {
    let inner = unit.library.children(expression)
    guard inner.count == 1, CursorKind.isExpression(inner[0].kind) else { return expression }
    let from = unit.types.facts(of: inner[0])
    return from.category == .array || from.category == .function ? expression : inner[0]
  }

  mutating func convert(
    _ operand: Operand, _ from: CTypeFacts, _ to: CTypeFacts, _ conversion: Conversion,
    _ range: SourceRange
  ) -> Operand {
    switch (operand, to.category) {
    case (.none, _), (_, .void): return .none
    case (.constant(let constant), .boolean), (.constant(let constant), .integer):
      return .constant(to.wrapped(constant))
    case (.constant(let constant), .pointer):
      let address = to.wrapped(constant)
      guard conversion == .explicit, address != 0 else { return .constant(address) }
      let value = emit(.integer(address), range)
      return .value(emit(.cast(value, to.flow), range))
    case (.constant, .floating): return .value(emit(.float, range))
    case (.constant, _): return operand
    case (.value(let value), _):
      guard changesValue(from, to, conversion) else { return operand }
      if to.category == .boolean {
        let zero = emit(.integer(0), range)
        return .value(emit(.binary("!=", value, zero), range))
      }
      return .value(emit(.cast(value, to.flow), range))
    }
  }

  /// Whether a conversion is worth an operation. Implicit ones that keep the value, and changes of
  /// sign alone, are not; nor are those between pointers that the program does not spell.
  func changesValue(
    _ from: CTypeFacts, _ to: CTypeFacts, _ conversion: Conversion
  ) -> Bool {
    switch (from.category, to.category) {
    case (.boolean, .boolean): return false
    case (_, .boolean): return true
    case (.boolean, .integer): return false
    case (.integer, .integer):
      if conversion == .explicit { return from.flow != to.flow }
      return (to.size ?? 8) < (from.size ?? 8)
    case (.pointer, .pointer), (.array, .pointer), (.function, .pointer), (.pointer, .function):
      return conversion == .explicit && from.flow != to.flow
    case (.integer, .pointer), (.pointer, .integer), (.array, .integer), (.function, .integer):
      return true
    case (.integer, .floating), (.floating, .integer), (.boolean, .floating): return true
    case (.floating, .floating): return conversion == .explicit && from.flow != to.flow
    default: return false
    }
  }
}
