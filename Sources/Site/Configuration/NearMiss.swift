/// The candidate that a misspelt word was probably meant to be: at most a third of its letters off.
func nearMiss(_ word: String, among candidates: some Sequence<String>) -> String? {
  var best: (candidate: String, distance: Int)?
  for candidate in candidates.sorted() {
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    guard distance <= max(1, candidate.count / 3), distance < best?.distance ?? .max else {
      continue
    }
    best = (candidate, distance)
  }
  return best?.candidate
}

/// Insertions, removals, replacements and swaps of neighbours that make one word of another.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  guard !a.isEmpty, !b.isEmpty, a.count < 80, b.count < 80 else { return max(a.count, b.count) }
  var rows = [Array(0...b.count)]
  for i in 1...a.count {
    var row = [i]
    for j in 1...b.count {
      let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      var least = min(row[j - 1] + 1, rows[i - 1][j] + 1, replaced)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        least = min(least, rows[i - 2][j - 2] + 1)
      }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
