#!/usr/bin/env bash
# Scaffolds a rule: its page, its check in the rule book, a wrong and a right fixture.
# The tests fail until all four say something.
#
# usage: Tools/new-rule.sh CODE NAME SEVERITY        for example DMA408 shared-trigger warning
# environment: DMALINT_ROOT (default: this checkout)
set -euo pipefail
usage() { sed -n '5p' "$0" | cut -c3- >&2; exit 2; }
refuse() { echo "$1" >&2; exit 2; }

[ $# -eq 3 ] || usage
code=$1 name=$2 severity=$3
[[ $code =~ ^DMA[1-9][0-9]{2}$ ]] || refuse "'$code' is no code like DMA408"
[[ $name =~ ^[a-z]+(-[a-z]+)+$ ]] || refuse "'$name' is no name like shared-trigger: it says the mistake"
case $severity in note | warning | error) ;; *) refuse "a severity is note, warning or error" ;; esac

root=${DMALINT_ROOT:-$(cd "$(dirname "$0")/.." && pwd)}
book=$root/Sources/DMALint/Rules/RuleBook.swift
[ -f "$book" ] || refuse "there is no $book"
for taken in "$root/Rules/rules/$code"-*.md "$root/Rules/rules"/DMA*-"$name".md; do
  [ ! -e "$taken" ] || refuse "$taken is there already"
done
families=(lifetime order coherency exclusivity placement completion initialisation trust visibility)
family=${families[${code:3:1} - 1]}
camel=$(sed -E 's/-([a-z])/\U\1/g' <<<"$name")
type=$(sed -E 's/^[a-z]/\U&/' <<<"$camel")
page=$root/Rules/rules/$code-$name.md
check=$root/Sources/DMALint/Rules/${type}Rule.swift
fixtures=$root/Tests/Fixtures/Rules/$code-$name
mkdir -p "$fixtures"

cat > "$page" <<PAGE
---
code: $code
name: $name
severity: $severity
family: $family
evidence: [source, c]
subsumes: []
---

## What
One sentence that says the defect; it is what lists of rules show.

## Why it breaks
What the hardware, the core or the compiler does then.

## Wrong
\`\`\`swift platform=generic
func bad() {}
\`\`\`

## Right
\`\`\`swift platform=generic
func good() {}
\`\`\`

## Fix
What to do instead.

## Limits
- What is not detected yet, and what is reported although it is right.

## References
- The manual, or the defect in public code, that shows it.
PAGE

cat > "$check" <<CHECK
/// $code: what it looks for, in one sentence.
extension RuleBook {
  static let $camel = Rule("$code", at: .start) { point in
    guard case .start(let id) = point.event, let facts = point.state.transfers[id] else {
      return []
    }
    return facts.buffers.compactMap { buffer in
      let isBroken = false
      guard isBroken else { return nil }
      let name = point.name(buffer.pointer)
      return Candidate(
        code: "$code", site: facts.start, message: "'\\(name)' …", buffer: name,
        trace: [point.label(facts.start, "the transfer starts here")], transfer: id,
        fix: "What to do instead")
    }
  }
}
CHECK

cat > "$fixtures/wrong-one.swift" <<FIXTURE
// platform: generic
// What is wrong here, in a sentence.
func bad() {}  // finding: $code
FIXTURE
cat > "$fixtures/right-one.swift" <<FIXTURE
// platform: generic
// The same, done right.
func good() {}
FIXTURE

# The list ends at the first line that holds nothing but its bracket.
awk -v entry="    $camel," '/^  \]$/ && !done { print entry; done = 1 } { print }' "$book" > "$book.new"
mv "$book.new" "$book"

cat <<NEXT
page      ${page#"$root"/}
check     ${check#"$root"/}, in RuleBook.swift
fixtures  ${fixtures#"$root"/}
Next: write them; add the rule to the contract's table in Tests/DMALintTests/KnowledgeTests.swift;
swift test --filter 'RuleExampleTests|FixtureTests|RulePagesTests'
NEXT
